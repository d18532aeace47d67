/* SPDX-License-Identifier: MIT */
/* One JSON object written into a buffer of the caller's, every string escaped.
 *
 *     char text[256];
 *     struct json json;
 *     json_begin(&json, text, sizeof text);
 *     json_string(&json, "name", "wa\"lk");
 *     json_integer(&json, "count", 40);
 *     if (json_end(&json))
 *         puts(text);                              {"name":"wa\"lk","count":40}
 *
 * Source: RFC 8259. Bytes that are no UTF-8 come out as U+FFFD. */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct json {
    char *text; /* borrowed, of SIZE bytes */
    size_t size, len;
    bool follows; /* a member went before, so that the next needs a comma */
    bool cut;     /* it did not fit */
};

void json_begin(struct json *json, char *text, size_t size);

/* One member each. */
void json_string(struct json *json, const char *key, const char *value);
void json_integer(struct json *json, const char *key, long long value);
void json_decimal(struct json *json, const char *key, long long whole, int thousandths);
void json_boolean(struct json *json, const char *key, bool value);

/* A member that is an object: what follows, up to json_end, is in it. */
void json_object(struct json *json, const char *key);

/* Closes what was opened last. False: something did not fit, and the text is of no use. */
bool json_end(struct json *json);
