/* SPDX-License-Identifier: MIT */
/* What was asked: set by option, written and read as a page, told by --help. */
#include "request.h"

#include "member.h"
#include "position.h"

#include <stdio.h>
#include <string.h>

void request_init(struct request *request)
{
    for (const struct member *member = member_table; member->name; member++)
        member_reset(member, request);
}

/* What an option may be, as a complaint says it. */
static void describe(const struct member *member, char *text, size_t size)
{
    switch (member->kind) {
    case MEMBER_NUMBER:
        snprintf(text, size, "wants --%s=, then %s, %lld to %lld", member->name, member->wanted,
                 member->min, member->max);
        break;
    case MEMBER_SIGNS:
        snprintf(text, size, "wants --%s=, then %s %s", member->name, member->wanted,
                 sign_choices());
        break;
    case MEMBER_TEXT:
    case MEMBER_COMMAND:
        snprintf(text, size, "wants --%s=, then %s of less than %lld bytes", member->name,
                 member->wanted, member->max);
        break;
    case MEMBER_FLAG:
        snprintf(text, size, "takes no value");
        break;
    default:
        snprintf(text, size, "wants --%s=, then %s", member->name, member->wanted);
        break;
    }
}

bool request_set_option(struct request *request, const char *word, char *complaint, size_t size)
{
    size_t name_len = strcspn(word, "=");
    const struct member *member = member_find(word, name_len, MEMBER_OPTION);
    if (!member) {
        snprintf(complaint, size, "is unknown; see ocamlwalk --help");
        return false;
    }
    bool has_value = word[name_len] == '=';
    const char *value = has_value ? word + name_len + 1 : "on";
    bool may_be_empty = member->kind == MEMBER_SIGNS; /* none of them: until the program's end */
    if (has_value == (member->kind != MEMBER_FLAG) && (*value != '\0' || may_be_empty) &&
        member_set(member, request, value))
        return true;
    describe(member, complaint, size);
    return false;
}

/* --- The page --------------------------------------------------------------------------------- */

/* The item of MEMBER, without its NUL. Returns its length; below 0: it does not fit. */
static int write_item(const struct member *member, const struct request *request, char *item,
                      size_t size)
{
    int name_len = snprintf(item, size, "%s=", member->name);
    if (name_len < 0 || (size_t)name_len >= size)
        return -1;
    int len = member_write(member, request, item + name_len, size - (size_t)name_len);
    return len < 0 ? -1 : name_len + len;
}

size_t request_encode(const struct request *request, const struct request *before, char *page,
                      size_t size)
{
    struct request bare;
    size_t len = 0;
    if (!before) {
        request_init(&bare);
        before = &bare;
    }
    for (const struct member *member = member_table; member->name; member++) {
        if (!(member->use & MEMBER_TOLD) || !member_differs(member, request, before))
            continue;
        int item_len = write_item(member, request, page + len, size - len);
        if (item_len < 0 || len + (size_t)item_len + 2 > size)
            return 0;
        len += (size_t)item_len + 1;
    }
    if (len == 0)
        return 0;
    page[len] = '\0';
    return len + 1;
}

size_t request_page_len(const char *text, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (text[i] == '\0' && (i == 0 || text[i - 1] == '\0'))
            return i + 1;
    return 0;
}

bool request_decode(struct request *request, const char *page, size_t len)
{
    if (request_page_len(page, len) == 0)
        return false;
    for (const char *item = page; *item != '\0'; item += strlen(item) + 1) {
        size_t name_len = strcspn(item, "=");
        const struct member *member = member_find(item, name_len, MEMBER_TOLD);
        if (member && item[name_len] == '=')
            member_set(member, request, item + name_len + 1);
    }
    return true;
}

/* --- The options ------------------------------------------------------------------------------ */

/* The option at INDEX among the options; NULL: there are no more. */
static const struct member *option_at(size_t index)
{
    for (const struct member *member = member_table; member->name; member++)
        if (member->use & MEMBER_OPTION && index-- == 0)
            return member;
    return NULL;
}

int request_option_index(const char *word)
{
    const struct member *named = member_find(word, strcspn(word, "="), MEMBER_OPTION), *member;
    for (int index = 0; named && (member = option_at((size_t)index)); index++)
        if (member == named)
            return index;
    return -1;
}

bool request_option_given(const struct request *request, size_t index, char *text, size_t size)
{
    const struct member *member = option_at(index);
    struct request bare;
    if (!member)
        return false;
    text[0] = '\0';
    request_init(&bare);
    if (!member_differs(member, request, &bare))
        return true;
    int len = snprintf(text, size, "--%s%s", member->name, member->value ? "=" : "");
    if (member->value && len > 0 && (size_t)len < size)
        member_write(member, request, text + len, size - (size_t)len);
    return true;
}

bool request_option_help(size_t index, char *name, size_t name_size, char *help, size_t help_size)
{
    const struct member *member = option_at(index);
    if (!member)
        return false;
    snprintf(name, name_size, "--%s%s%s", member->name, member->value ? "=" : "",
             member->value ? member->value : "");
    if (member->kind == MEMBER_NUMBER)
        snprintf(help, help_size, "%s (%lld)", member->help, member->otherwise);
    else if (member->kind == MEMBER_SIGNS)
        snprintf(help, help_size, "%s (%s):\n%s", member->help, member->otherwise_text,
                 sign_choices());
    else if (member->kind == MEMBER_POSITION)
        snprintf(help, help_size, "%s (%s):\n%s", member->help, member->otherwise_text,
                 POSITION_WORDS);
    else if (member->otherwise_text)
        snprintf(help, help_size, "%s (%s)", member->help, member->otherwise_text);
    else
        snprintf(help, help_size, "%s", member->help);
    return true;
}
