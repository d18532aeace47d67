/* SPDX-License-Identifier: MIT */
/* A program that tells what it does while it reads its input: cc -o tell tell.c */
#include "tell.h"

int main(void)
{
    tell("STATUS=Loading %s\nX_OCAMLWALK_PROGRESS=%.2f", "tables", 0.42);
    while (getchar() != EOF)
        continue;
    tell("READY=1");
    return 0;
}
