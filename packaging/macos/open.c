/* SPDX-License-Identifier: MIT */
/* In ocamlwalk.app: what the Finder starts. It hears which programs are to be opened, which no
 * command line tells there, starts a launcher for each, and is over. Without any, it shows the
 * camel. Owns nothing: the launchers are on their own. */
#include <SDL.h>
#include <limits.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define PATIENCE_MS 1000 /* for the first file; the Finder names them as soon as we listen */

static bool launcher_path(char *path, size_t size)
{
    char *resources = SDL_GetBasePath(); /* of a bundle: Contents/Resources/ */
    int len = snprintf(path, size, "%s../MacOS/ocamlwalk", resources == NULL ? "" : resources);
    SDL_free(resources);
    return len > 0 && (size_t)len < size;
}

/* In the program's own folder, as a double click suggests. */
static void start(const char *launcher, const char *program)
{
    extern char **environ;
    char folder[PATH_MAX];
    pid_t pid;
    snprintf(folder, sizeof folder, "%s", program);
    char *slash = strrchr(folder, '/');
    if (slash != NULL) {
        slash[1] = '\0';
        if (chdir(folder) != 0)
            return;
    }
    posix_spawn(&pid, launcher, NULL, NULL,
                (char *[]){(char *)launcher, (char *)"--", (char *)program, NULL}, environ);
}

/* Starts what is to be opened; returns how many programs that were. */
static int start_all(const char *launcher)
{
    SDL_Event event;
    int count = 0;
    while (SDL_WaitEventTimeout(&event, PATIENCE_MS)) {
        if (event.type == SDL_DROPFILE) {
            start(launcher, event.drop.file);
            SDL_free(event.drop.file);
            count++;
        } else if (event.type == SDL_QUIT || (event.type == SDL_DROPCOMPLETE && count > 0)) {
            break;
        }
    }
    return count;
}

int main(int argc, char **argv)
{
    char launcher[PATH_MAX];
    if (!launcher_path(launcher, sizeof launcher))
        return EXIT_FAILURE;
    if (argc > 1) { /* open -a ocamlwalk --args … */
        argv[0] = launcher;
        execv(launcher, argv);
        return EXIT_FAILURE;
    }
    SDL_SetHint(SDL_HINT_MAC_BACKGROUND_APP, "1"); /* nothing in the Dock */
    if (SDL_Init(SDL_INIT_VIDEO) != 0)
        return EXIT_FAILURE;
    int count = start_all(launcher);
    SDL_Quit();
    if (count == 0)
        execl(launcher, launcher, "--demo", (char *)NULL);
    return count == 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
