/* SPDX-License-Identifier: MIT */
/* Feeds files to a fuzzer where libFuzzer is not: seeds, and what once crashed, as a plain test.
 * Owns one file at a time. */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>

#define LEN_MAX (1 << 20)

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        FILE *file = fopen(argv[i], "rb");
        uint8_t *bytes = malloc(LEN_MAX);
        if (!file || !bytes) {
            perror(argv[i]);
            return 1;
        }
        size_t len = fread(bytes, 1, LEN_MAX, file);
        fclose(file);
        /* in a block of its own size, so that the address sanitizer sees one byte too many */
        uint8_t *exact = realloc(bytes, len > 0 ? len : 1);
        LLVMFuzzerTestOneInput(exact ? exact : bytes, len);
        free(exact ? exact : bytes);
    }
    printf("%d inputs\n", argc - 1);
    return argc > 1 ? 0 : 1;
}
