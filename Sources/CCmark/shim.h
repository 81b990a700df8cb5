// cmark, the reference implementation of CommonMark (Debian: libcmark-dev).
#include <cmark.h>
