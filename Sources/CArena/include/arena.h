#ifndef TENURE_ARENA_H
#define TENURE_ARENA_H

/// Has every thread allocate from the process's one heap, and has that heap lie on large pages. To be called before anything else.
///
/// A program that reads a whole account once, judges it and ends needs a heap that grows fast and never shrinks. The GNU C library gives
/// each thread a heap of its own and makes it larger page by page; the kernel hands each page over at its first use. Together that can be
/// a third of such a program's time. Where its space is limited, or a setting cannot be had, nothing but time is lost. Swift has no word
/// for these settings.
void tenure_use_one_heap(void);

#endif
