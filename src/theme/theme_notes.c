/* SPDX-License-Identifier: MIT */
/* Collects what is to be said of a theme. */
#include "theme_notes.h"

#include "utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void theme_notes_init(struct theme_notes *notes)
{
    notes->count = notes->fault_count = notes->warning_count = notes->place_count = 0;
}

__attribute__((format(printf, 4, 0))) static void
add(struct theme_notes *notes, bool is_warning, int line, const char *format, va_list arguments)
{
    if (!notes)
        return;
    if (notes->count < THEME_NOTES_MAX) {
        struct theme_note *note = &notes->notes[notes->count];
        note->is_warning = is_warning;
        note->line = line;
        vsnprintf(note->words, sizeof note->words, format, arguments);
        utf8_disarm(note->words); /* names and values may be anything */
    }
    notes->count++;
    if (is_warning)
        notes->warning_count++;
    else
        notes->fault_count++;
}

void theme_notes_fault(struct theme_notes *notes, int line, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add(notes, false, line, format, arguments);
    va_end(arguments);
}

void theme_notes_warning(struct theme_notes *notes, int line, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add(notes, true, line, format, arguments);
    va_end(arguments);
}

void theme_notes_place(struct theme_notes *notes, const char *section, const char *key, int line)
{
    if (!notes || notes->place_count == THEME_PLACES_MAX)
        return;
    struct theme_place *place = &notes->places[notes->place_count++];
    snprintf(place->section, sizeof place->section, "%s", section);
    snprintf(place->key, sizeof place->key, "%s", key);
    place->line = line;
}

int theme_notes_line(const struct theme_notes *notes, const char *section, const char *key)
{
    int line = 0, head = 0;
    for (int i = 0; notes && i < notes->place_count; i++) {
        const struct theme_place *place = &notes->places[i];
        if (strcmp(place->section, section) != 0)
            continue;
        if (head == 0)
            head = place->line;
        if (strcmp(place->key, key) == 0)
            line = place->line;
    }
    return line ? line : head;
}

const struct theme_note *theme_notes_first_fault(const struct theme_notes *notes)
{
    for (int i = 0; i < notes->count && i < THEME_NOTES_MAX; i++)
        if (!notes->notes[i].is_warning)
            return &notes->notes[i];
    return NULL;
}
