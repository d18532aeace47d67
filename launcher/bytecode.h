/* SPDX-License-Identifier: MIT */
/* What the file to be run is, and which runtime it names itself.
 *
 * OCaml's compilers write: bytecode behind a "#!…/ocamlrun" line (each opam switch names its own
 * runtime there), the same behind "#!/bin/sh" and an exec line where the path is long or has
 * blanks, or behind lines of shell that look for the runtime (-runtime-search, since 5.5), bytecode
 * with no header at all, bytecode behind a small executable that executes the runtime which a
 * section names (-launch-method exe), and native executables that carry their runtime (-custom,
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
    BYTECODE_SCRIPT,     /* the same, but its first lines say more than which runtime it is */
    BYTECODE_EXECUTABLE, /* the system executes it: ELF or Mach-O, with the permission to */
};

struct bytecode {
    enum bytecode_kind kind;
    char runtime[PATH_MAX];     /* that the file names itself; "" for none */
    char interpreter[PATH_MAX]; /* of a script, what its first line names */
};

/* Looks at the file at PATH. False: it cannot be read as a regular file, errno says why; *BYTECODE
 * is portable then, without a runtime. */
bool bytecode_inspect(const char *path, struct bytecode *bytecode);

/* Makes of HEAD, the first HEAD_LEN bytes of a bytecode file, a kind, portable or a script, a
 * runtime and an interpreter. Only what surely comes to RUNTIME PROGRAM ARGUMENTS… is portable:
 * "#!PATH", "#!…/env NAME", #!/bin/sh and an exec line. Pure. */
void bytecode_parse_header(const char *head, size_t head_len, struct bytecode *bytecode);
