#ifndef CMAPPAGE_H
#define CMAPPAGE_H

#include <stddef.h>

/// A file of the planner's page, as it was when the program was built.
typedef struct {
    const char *name;
    const unsigned char *bytes;
    size_t count;
} CMapPageFile;

extern const size_t cMapPageFileCount;

/// The file at a position below the count.
CMapPageFile cMapPageFile(size_t index);

#endif
