/* SPDX-License-Identifier: MIT */
/* What a fuzzer is to libFuzzer, and to feed.c where libFuzzer is not.
 * Source: https://llvm.org/docs/LibFuzzer.html#fuzz-target */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* Looks at LEN bytes, borrowed; returns 0. Misbehaves by crashing, leaking or an assert. */
int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t len);
