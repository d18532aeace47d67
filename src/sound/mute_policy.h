/* SPDX-License-Identifier: MIT */
/* Whether anybody should hear the camel: not behind a locked screen, not on a seat that another
 * user has taken, not in an office whose loudspeaker is miles from the user at the other end of
 * ssh.
 *
 * Asks no more than it must and waits for nobody long (screen_lock.h: 300 ms, once); to be called
 * by one thread, not the main one. What cannot be known (no systemd, no logind) keeps nothing
 * quiet. */
#pragma once

#include <stdbool.h>

/* Why it should be silent, a static string; NULL: it may be heard. */
const char *mute_policy_reason(void);

/* The user has named a sound server that may be on another machine. */
bool mute_policy_names_server(void);

/* The user came by ssh, and has not named a sound server that is elsewhere (which says: here,
 * please). */
bool mute_policy_is_remote(void);

/* What logind wrote down of a session (/run/systemd/sessions/ID) says that it is remote or that
 * another one is in front. Pure. */
const char *mute_policy_read_record(const char *record);
