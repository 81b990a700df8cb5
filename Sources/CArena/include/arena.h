#ifndef TENURE_ARENA_H
#define TENURE_ARENA_H

#include <stdlib.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

/// Has every thread allocate from the process's one heap. To be called before anything else.
///
/// The GNU C library gives each thread a heap of its own, which it makes larger page by page, with a system call for each: a program that
/// works on one thread, and that not the first, can spend a fifth of its time on that. Swift has no word for the setting.
static inline void tenure_use_one_heap(void) {
#ifdef __GLIBC__
    mallopt(M_ARENA_MAX, 1);
#endif
}

#endif
