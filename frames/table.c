/* SPDX-License-Identifier: MIT */
/* Reads a table; owns the open file meanwhile. */
#include "table.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE_LEN_MAX 4096

static bool read_names(struct table *table, char *line)
{
    char *rest = NULL;
    for (char *name = strtok_r(line, ",\r\n", &rest); name; name = strtok_r(NULL, ",\r\n", &rest)) {
        if (table->columns == TABLE_COLUMNS_MAX || strlen(name) >= TABLE_NAME_MAX)
            return false;
        strcpy(table->name[table->columns++], name);
    }
    return table->columns > 0;
}

static bool read_row(struct table *table, char *line)
{
    char *rest = NULL;
    size_t column = 0;
    if (table->rows == TABLE_ROWS_MAX)
        return false;
    for (char *cell = strtok_r(line, ",\r\n", &rest); cell; cell = strtok_r(NULL, ",\r\n", &rest)) {
        char *end;
        if (column == table->columns)
            return false;
        table->value[table->rows][column++] = strtod(cell, &end);
        if (end == cell || *end)
            return false;
    }
    table->rows++;
    return column == table->columns;
}

bool table_load(struct table *table, const char *path)
{
    FILE *file = fopen(path, "r");
    if (!file)
        return false;
    *table = (struct table){0};
    char line[LINE_LEN_MAX];
    bool good = fgets(line, sizeof line, file) && read_names(table, line);
    while (good && fgets(line, sizeof line, file))
        good = read_row(table, line);
    good = good && table->rows > 1 && !ferror(file);
    fclose(file);
    if (!good)
        errno = EINVAL;
    return good;
}

bool table_column(const struct table *table, const char *name, size_t *column)
{
    for (size_t i = 0; i < table->columns; i++) {
        if (strcmp(table->name[i], name) == 0) {
            *column = i;
            return true;
        }
    }
    errno = EINVAL;
    return false;
}
