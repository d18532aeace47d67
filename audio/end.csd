<CsoundSynthesizer>
; SPDX-License-Identifier: MIT
; The end: one chord of D, all that was open closed. Its first third of a second is what a camel that leaves can stay
; for; `ocamlwalk --play` lets it ring.
; Owns: the notes. The instruments are in instruments.orc; `render` makes the Ogg from the second of two rounds, the first without a note.
<CsOptions>
-d -m0
</CsOptions>
<CsInstruments>
#define MASTER_DB #1.0#
#include "instruments.orc"
</CsInstruments>
<CsScore>
t 0 35.714285714285714

; what rises before the chord rises in a first round, which is not kept
i "Stage" 0 6
b 3

; the two hind feet come to rest, and what they strike is D from bottom to top
i "Foot"  0.00 1.2 0 0 -16   0.5
i "Foot"  0.00 1.2 2 0 -18   0.4
i "Foot"  0.12 1.2 1 0 -20   0.4
i "Bass"  0.00 1.6 38 -19
i "Glass" 0.00 2.4 74 -27 0.40
i "Glass" 0.00 2.4 78 -29 0.62
i "Glass" 0.06 2.2 81 -30 0.30
i "Glass" 0.12 2.2 86 -32 0.72
i "Reed"  0.00 1.00 62 -22 1 0.2
i "Pad"  -0.60 2.6 50 -25  900 0.34
i "Pad"  -0.60 2.6 57 -26 1200 0.66
i "Pad"  -0.60 2.4 66 -28 1700 0.50
e
</CsScore>
</CsoundSynthesizer>
