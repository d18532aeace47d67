/* SPDX-License-Identifier: MIT */
/* The terminal of a demo. Owns its modes while they are not its own. */
#include "keyboard.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <termios.h>
#include <unistd.h>

#define TYPED_MAX 64

/* Signals by which we end; what they did before, they do after us. */
static const int ends[] = {SIGINT, SIGQUIT, SIGTERM, SIGHUP};

#define END_COUNT (sizeof ends / sizeof *ends)

/* Handlers must reach it. */
static struct {
    struct termios before, ours;
    volatile sig_atomic_t open;  /* from keyboard_open to keyboard_close */
    volatile sig_atomic_t taken; /* the terminal has our modes */
    int to_fd;
} keyboard = {.to_fd = -1};

static bool in_foreground(void)
{
    return tcgetpgrp(STDIN_FILENO) == getpgrp();
}

/* From the background it would stop us: SIGTTOU. */
static void take(void)
{
    if (!in_foreground())
        return;
    keyboard.taken = true; /* first: a signal in between puts back what there is */
    tcsetattr(STDIN_FILENO, TCSANOW, &keyboard.ours);
}

static void put_back(void)
{
    if (keyboard.taken && in_foreground())
        tcsetattr(STDIN_FILENO, TCSANOW, &keyboard.before);
    keyboard.taken = false;
}

/* Once more with the default disposition, which is what the caller of kill(2) wants. */
static void raise_default(int number)
{
    struct sigaction standard = {.sa_handler = SIG_DFL}, ours;
    sigset_t only, before;
    sigaction(number, &standard, &ours);
    sigemptyset(&only);
    sigaddset(&only, number);
    raise(number);
    sigprocmask(SIG_UNBLOCK, &only, &before); /* it happens here */
    sigprocmask(SIG_SETMASK, &before, NULL);
    sigaction(number, &ours, NULL);
}

static void leave(int number)
{
    int error = errno;
    put_back();
    raise_default(number);
    if (keyboard.open) /* it was a stop, or nobody would ever have continued us */
        take();
    errno = error;
}

/* After a stop of any kind. */
static void come_back(int number)
{
    int error = errno;
    (void)number;
    keyboard.taken = false; /* SIGSTOP has put nothing back */
    if (keyboard.open)
        take();
    errno = error;
}

static void handle(int number, void (*handler)(int))
{
    struct sigaction action = {.sa_handler = handler, .sa_flags = SA_RESTART}, before;
    sigemptyset(&action.sa_mask);
    if (sigaction(number, NULL, &before) == 0 && before.sa_handler != SIG_IGN)
        sigaction(number, &action, NULL);
}

bool keyboard_open(int to_fd)
{
    keyboard.to_fd = to_fd;
    if (to_fd < 0 || !isatty(STDIN_FILENO) || !in_foreground() ||
        tcgetattr(STDIN_FILENO, &keyboard.before) != 0)
        return false;
    keyboard.ours = keyboard.before;
    keyboard.ours.c_lflag &= ~(tcflag_t)(ICANON | ECHO); /* ^C and ^Z are still signals */
    keyboard.ours.c_cc[VMIN] = 1;
    keyboard.ours.c_cc[VTIME] = 0;
    keyboard.open = true;
    for (size_t i = 0; i < END_COUNT; i++)
        handle(ends[i], leave);
    handle(SIGTSTP, leave);
    handle(SIGCONT, come_back);
    take();
    return true;
}

bool keyboard_is_away(void)
{
    return keyboard.open && !keyboard.taken;
}

int keyboard_fd(void)
{
    if (keyboard_is_away()) /* a shell that says fg to what runs sends no signal */
        take();
    return keyboard.taken && keyboard.to_fd >= 0 ? STDIN_FILENO : -1;
}

/* Nobody hears it any more, or nobody types. */
static void stop(void)
{
    close(keyboard.to_fd);
    keyboard.to_fd = -1;
}

void keyboard_pass_on(void)
{
    char typed[TYPED_MAX];
    ssize_t len = read(STDIN_FILENO, typed, sizeof typed);
    bool over = len == 0 || (len < 0 && errno != EINTR && errno != EAGAIN);
    if (over || (len > 0 && write(keyboard.to_fd, typed, (size_t)len) < 0 && errno != EAGAIN))
        stop();
}

void keyboard_close(void)
{
    keyboard.open = false;
    put_back();
    if (keyboard.to_fd >= 0)
        stop();
}
