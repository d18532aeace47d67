/* SPDX-License-Identifier: MIT */
/* Writing JSON: the one place where a quote or a line feed is escaped. */
#include "json.h"

#include "utf8.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

__attribute__((format(printf, 2, 3))) static void put(struct json *json, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    int len = vsnprintf(json->text + json->len, json->size - json->len, format, values);
    va_end(values);
    if (len < 0 || (size_t)len >= json->size - json->len)
        json->cut = true;
    else
        json->len += (size_t)len;
}

static void put_quoted(struct json *json, const char *value)
{
    put(json, "\"");
    for (size_t left = strlen(value), len; left > 0; value += len, left -= len) {
        len = utf8_character_len(value, left);
        if (len == 0) {
            put(json, "\\ufffd");
            len = 1;
        } else if (*value == '"' || *value == '\\') {
            put(json, "\\%c", *value);
        } else if (utf8_is_control(value, len)) {
            put(json, "\\u%04x", (unsigned char)value[len - 1]); /* C1 is U+0080 to U+009F */
        } else {
            put(json, "%.*s", (int)len, value);
        }
    }
    put(json, "\"");
}

static void put_key(struct json *json, const char *key)
{
    if (json->follows)
        put(json, ",");
    put_quoted(json, key);
    put(json, ":");
    json->follows = true;
}

void json_begin(struct json *json, char *text, size_t size)
{
    *json = (struct json){.text = text, .size = size};
    put(json, "{");
}

void json_string(struct json *json, const char *key, const char *value)
{
    put_key(json, key);
    put_quoted(json, value);
}

void json_integer(struct json *json, const char *key, long long value)
{
    put_key(json, key);
    put(json, "%lld", value);
}

void json_decimal(struct json *json, const char *key, long long whole, int thousandths)
{
    put_key(json, key);
    put(json, "%lld.%03d", whole, thousandths);
}

void json_boolean(struct json *json, const char *key, bool value)
{
    put_key(json, key);
    put(json, value ? "true" : "false");
}

void json_object(struct json *json, const char *key)
{
    put_key(json, key);
    put(json, "{");
    json->follows = false;
}

bool json_end(struct json *json)
{
    put(json, "}");
    json->follows = true;
    return !json->cut;
}
