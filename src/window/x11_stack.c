/* SPDX-License-Identifier: MIT */
/* The server tells of each child of the root above which sibling it is now; of ours, too. */
#include "x11_stack.h"

#include "x11_property.h"

#include <stdbool.h>
#include <string.h>

/* Its place, or the count. */
static size_t find(const struct x11_stack *stack, Window window)
{
    size_t at = 0;
    while (at < stack->count && stack->order[at] != window)
        at++;
    return at;
}

static void take_out(struct x11_stack *stack, Window window)
{
    size_t at = find(stack, window);
    if (at == stack->count)
        return;
    stack->count--;
    memmove(&stack->order[at], &stack->order[at + 1], (stack->count - at) * sizeof *stack->order);
}

static void put_in(struct x11_stack *stack, Window window, size_t at)
{
    if (stack->count == X11_STACK_MAX)
        return;
    memmove(&stack->order[at + 1], &stack->order[at], (stack->count - at) * sizeof *stack->order);
    stack->order[at] = window;
    stack->count++;
}

static void put_on_top(struct x11_stack *stack, Window window)
{
    if (find(stack, window) == stack->count)
        put_in(stack, window, stack->count);
}

static void look(struct x11_stack *stack)
{
    Window root, parent, *children = NULL;
    unsigned count = 0;
    stack->count = 0;
    if (XQueryTree(stack->display, stack->root, &root, &parent, &children, &count) &&
        count <= X11_STACK_MAX)
        for (unsigned i = 0; i < count; i++)
            stack->order[stack->count++] = children[i];
    if (children)
        XFree(children);
}

/* WINDOW lies above SIBLING now. Below ours it is raised if it has come up to there, or from above
 * ours: what is new lies above all until its manager has found a place for it. */
static void restack(struct x11_stack *stack, Window window, Window sibling)
{
    size_t before = find(stack, window);
    bool was_above = before > find(stack, stack->window);
    if (before == stack->count)
        return;
    take_out(stack, window);
    size_t now = sibling == None ? 0 : find(stack, sibling) + 1;
    if (now > stack->count) {
        look(stack);
        return;
    }
    put_in(stack, window, now);
    if (now >= find(stack, stack->window) || (now <= before && !was_above))
        return;
    XWindowChanges changes = {.sibling = window, .stack_mode = Below};
    XConfigureWindow(stack->display, stack->window, CWSibling | CWStackMode, &changes);
    XFlush(stack->display);
}

void x11_stack_watch(struct x11_stack *stack, Display *display, Window window)
{
    stack->display = display;
    stack->window = window;
    stack->root = DefaultRootWindow(display);
    x11_select_more(display, stack->root, SubstructureNotifyMask);
    look(stack);
}

void x11_stack_hear(struct x11_stack *stack, const XEvent *event)
{
    if (!stack->display || event->xany.window != stack->root)
        return;
    switch (event->type) {
    case CreateNotify:
        put_on_top(stack, event->xcreatewindow.window);
        break;
    case DestroyNotify:
        take_out(stack, event->xdestroywindow.window);
        break;
    case ReparentNotify:
        take_out(stack, event->xreparent.window);
        if (event->xreparent.parent == stack->root)
            put_on_top(stack, event->xreparent.window);
        break;
    case ConfigureNotify:
        restack(stack, event->xconfigure.window, event->xconfigure.above);
        break;
    default:
        break;
    }
}
