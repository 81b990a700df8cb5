// sbrk and madvise are not in the C standard.
#define _DEFAULT_SOURCE

#include "arena.h"

#include <stdint.h>
#include <stdlib.h>

#ifdef __GLIBC__
#include <malloc.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

enum { megabyte = 1 << 20, large_page = 2 * megabyte };

// Whether the process may have as much address space as it asks for: what is taken in advance is then missing nowhere.
static int is_unlimited(void) {
    struct rlimit data, space;
    return getrlimit(RLIMIT_DATA, &data) == 0 && getrlimit(RLIMIT_AS, &space) == 0 && data.rlim_cur == RLIM_INFINITY
        && space.rlim_cur == RLIM_INFINITY;
}

void tenure_use_one_heap(void) {
    mallopt(M_ARENA_MAX, 1);
    if (!is_unlimited()) return;
    // Large arrays lie in the heap as well, and what was freed is used again: the largest values that are taken.
    mallopt(M_MMAP_THRESHOLD, 32 * megabyte);
    mallopt(M_TRIM_THRESHOLD, 1024 * megabyte);
    // Once the heap grows by so much address space; memory is what is written to.
    mallopt(M_TOP_PAD, 256 * megabyte);
    uintptr_t before = (uintptr_t)sbrk(0);
    // More than is left of the heap as it is: it grows. (A compiler may take away what is allocated and never looked at.)
    void *volatile piece = malloc(4 * megabyte);
    free(piece);
    uintptr_t after = (uintptr_t)sbrk(0);
    mallopt(M_TOP_PAD, megabyte);
    uintptr_t start = (before + large_page - 1) / large_page * large_page;
    if (start < after) madvise((void *)start, after - start, MADV_HUGEPAGE);
}
#else
void tenure_use_one_heap(void) {}
#endif
