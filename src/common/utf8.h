/* SPDX-License-Identifier: MIT */
/* UTF-8, as anybody may have sent it. Source: The Unicode Standard 15.0, table 3-7. */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Length in bytes of the character that TEXT begins with; 0 if there is no whole and well-formed
 * one in its LEN bytes. Pure. */
size_t utf8_character_len(const char *text, size_t len);

/* The number of the character of LEN bytes at TEXT, whole and well-formed. Pure. */
uint32_t utf8_character(const char *text, size_t len);

/* Makes '?' of the control characters of TEXT: in what others have written, a line feed would make
 * two lines of one, an escape command the terminal. */
void utf8_disarm(char *text);

/* True if the character of LEN bytes at TEXT is a control character, C0, DEL or C1. Pure. */
bool utf8_is_control(const char *text, size_t len);
