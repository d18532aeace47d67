/* SPDX-License-Identifier: MIT */
/* A fault, of whichever library and thread, is an exit status: 128 and the signal. Where memory is
 * short Xlib aborts, and others fault; that is an end as good as any, but desktops report each to
 * their users as a crash. A signal that somebody has sent is heeded as ever. */
#pragma once

#define FAULTS_STACK 65536 /* bytes: the kernel saves every register there, however wide */

/* From now on, in all threads. The calling one may have used up its stack, too: a library that
 * calls itself without end. */
void faults_leave(void);

/* The same for the calling thread, by means of SPARE, which must live as long as the thread. */
void faults_leave_on(char spare[FAULTS_STACK]);
