/* SPDX-License-Identifier: MIT */
/* A table of numbers with named columns, read from CSV (no quotes: ours have none). */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#define TABLE_ROWS_MAX    64
#define TABLE_COLUMNS_MAX 96
#define TABLE_NAME_MAX    24

struct table {
    size_t columns, rows;
    char name[TABLE_COLUMNS_MAX][TABLE_NAME_MAX];
    double value[TABLE_ROWS_MAX][TABLE_COLUMNS_MAX];
};

/* False: errno says why; EINVAL for a file that is no such table or too large. */
bool table_load(struct table *table, const char *path);

/* False: no such column; errno is EINVAL, *column untouched. */
bool table_column(const struct table *table, const char *name, size_t *column);
