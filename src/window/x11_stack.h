/* SPDX-License-Identifier: MIT */
/* Below whatever is raised, for a window that no manager puts in its place: one with a stack of its
 * own in mind (fvwm, bspwm) raises windows above each other, and never above a window that is
 * hidden from it.
 *
 *     x11_stack_watch(&stack, display, window);     before it is mapped
 *     x11_stack_hear(&stack, &event);               for each event
 */
#pragma once

#include <X11/Xlib.h>
#include <stddef.h>

#define X11_STACK_MAX 1024 /* where there are more, it stays where it was mapped */

/* The root's children as of the last event. */
struct x11_stack {
    Display *display; /* NULL: not watched */
    Window window;    /* ours */
    Window root;
    Window order[X11_STACK_MAX]; /* the lowest first */
    size_t count;
};

/* Asks for the events. Two round trips; both stay borrowed. */
void x11_stack_watch(struct x11_stack *stack, Display *display, Window window);

/* Puts ours below a window that has been raised to below it. */
void x11_stack_hear(struct x11_stack *stack, const XEvent *event);
