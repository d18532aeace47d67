<CsoundSynthesizer>
; SPDX-License-Identifier: MIT
; Standing: 12 strides' time of 1.68 s without a step, a held breath over D in the walk's key.
; Owns: the notes. The instruments are in instruments.orc; `render` makes the Ogg from the second of two rounds.
<CsOptions>
-d -m0
</CsOptions>
<CsInstruments>
#define STRIDES #12#
#define MASTER_DB #3.0#
#include "instruments.orc"
</CsInstruments>
<CsScore>
; One beat is one stride of the walk, and what sounds begins on its quarters: whoever walks on does so in time.
t 0 35.714285714285714

i "Stage" 0 [12 * $ROUNDS]

{ $ROUNDS R
b [12 * $R]

; ---- pads: start strides note dB cutoff pan. Each is born under the one before and crosses the seam alike -----------
i "Pad"  0   6   38 -22  450 0.50
i "Pad"  3   6   38 -22  450 0.50
i "Pad"  6   6   38 -22  450 0.50
i "Pad"  9   6   38 -22  450 0.50
i "Pad"  0   5   57 -25 1500 0.30
i "Pad"  2.5 5   62 -26 1700 0.70
i "Pad"  4   4   66 -30 2000 0.50
i "Pad"  5   5   58 -26 1600 0.32
i "Pad"  6   4   67 -30 1900 0.60
i "Pad"  7.5 5   57 -25 1500 0.68
i "Pad"  9   4   66 -29 2100 0.45
i "Pad" 10   4   62 -26 1700 0.32
i "Pad" 10.5 4   69 -31 2000 0.62

; ---- dust, stars, and a breath of the reed -------------------------------------------------------------------------
i "Dust"  0.5  6 74 -31 0.32
i "Dust"  6.0  6 81 -32 0.68
i "Glass"  1.50 2 81 -31 0.25
i "Glass"  3.75 2 78 -32 0.72
i "Glass"  6.25 2 82 -32 0.40
i "Glass"  8.75 2 86 -33 0.80
i "Glass" 11.00 2 78 -32 0.30
i "Reed"  4.50 0.90 62 -28  1 0.1
i "Reed"  9.75 0.60 63 -29  0 0.1
i "Reed" 10.50 1.00 62 -29  1 0.1

}
e
</CsScore>
</CsoundSynthesizer>
