/* SPDX-License-Identifier: MIT */
/* What the file to be run is, and which runtime it names itself.
 *
 * OCaml's compilers write: bytecode behind a "#!…/ocamlrun" line (each opam switch names its own
 * runtime there), the same behind "#!/bin/sh" and an exec line where the path is long or has
 * blanks, bytecode with no header at all, and native executables that carry their runtime (-custom,
 * -output-complete-exe, ocamlopt). Nothing of it is verified beyond that: a broken file is the
 * runtime's to complain about. Source: OCaml's bytecomp/bytelink.ml and runtime/startup_byt.c.
 *
 *     struct bytecode bytecode;
 *     bytecode_inspect("./prog.byte", &bytecode);
 *     if (bytecode.kind == BYTECODE_EXECUTABLE) …
 */
#pragma once

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

enum bytecode_kind {
    BYTECODE_PORTABLE,   /* for a runtime to read; also whatever is not recognised */
    BYTECODE_EXECUTABLE, /* the system executes it: ELF or Mach-O, with the permission to */
};

struct bytecode {
    enum bytecode_kind kind;
    char runtime[PATH_MAX]; /* the command that the file's own first lines name; "" for none */
};

/* Looks at the file at PATH. False: it cannot be read as a regular file, errno says why; *BYTECODE
 * is portable then, without a runtime. */
bool bytecode_inspect(const char *path, struct bytecode *bytecode);

/* The runtime that HEAD, the first HEAD_LEN bytes of a bytecode file, names: "#!PATH", "#!…/env
 * NAME" or the #!/bin/sh form. Pure. False: none, RUNTIME is "" then. */
bool bytecode_parse_header(const char *head, size_t head_len, char *runtime, size_t size);
