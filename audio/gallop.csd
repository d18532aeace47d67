<CsoundSynthesizer>
; SPDX-License-Identifier: MIT
; The gallop: 32 strides of 0.60 s, the walk's faster sibling in the same D Hijaz: its city, at full stretch.
; Owns: the notes. The instruments are in instruments.orc; `render` makes the Ogg from the second of two rounds.
<CsOptions>
-d -m0
</CsOptions>
<CsInstruments>
#define STRIDE_S #0.6#
#define GALLOP #1#
#define MASTER_DB #-2.9#
#include "instruments.orc"
</CsInstruments>
<CsScore>
; One beat is one stride: 100 a minute. A foot falls at .25 far hind, .35 near hind, .50 far fore, .70 near fore (the
; contacts of frames/gallop.csv); from .10 to .25 the camel is in the air, and nothing is struck. A bar is two
; strides and begins with the far hind foot.
t 0 100

i "Stage" 0 [32 * $ROUNDS]

{ $ROUNDS R
b [32 * $R]

; ---- the feet. Walk start strides harmony (0 D, 1 Eb over D, 2 Gm, 3 Cm, 4 Eb, 5 D7) dB brightness --------------
i "Walk"  0 4  0 -17   0.60
i "Walk"  4 2  1 -16.5 0.60
i "Walk"  6 2  0 -16   0.70
i "Walk"  8 4  2 -15   0.75
i "Walk" 12 4  3 -15   0.80
i "Walk" 16 4  4 -15   0.90
i "Walk" 20 4  5 -15   1.00
i "Walk" 24 2  0 -16   0.80
i "Walk" 26 2  1 -16   0.70
i "Walk" 28 4  0 -16.5 0.60

; ---- pulse: start strides harmony dB cutoff from-to -------------------------------------------------------------
i "Pulses"  0 4  0 -34  600  800
i "Pulses"  4 2  1 -33  800  900
i "Pulses"  6 2  0 -33  900 1200
i "Pulses"  8 4  2 -32 1200 1500
i "Pulses" 12 4  3 -31 1500 1900
i "Pulses" 16 4  4 -31 1900 2300
i "Pulses" 20 4  5 -31 2300 2800
i "Pulses" 24 4  0 -32 1800 1000
i "Pulses" 28 4  0 -34 1000  600

; what follows counts from the far hind foot
b [32 * $R + 0.25]

; ---- bass: BAR start root fifth ---------------------------------------------------------------------------------
#define BAR(AT'ROOT'FIFTH) #
i "Bass" [$AT + 0.00] 0.40 $ROOT  -17
i "Bass" [$AT + 0.45] 0.30 $ROOT  -20
i "Bass" [$AT + 1.00] 0.22 $ROOT  -18
i "Bass" [$AT + 1.25] 0.18 $FIFTH -19
i "Bass" [$AT + 1.45] 0.30 $FIFTH -20
#
$BAR(0'38'45)
$BAR(2'38'45)
$BAR(4'39'46)
$BAR(6'38'42)
$BAR(8'43'50)
$BAR(10'43'50)
$BAR(12'36'43)
$BAR(14'36'43)
$BAR(16'39'46)
$BAR(18'39'46)
$BAR(20'38'45)
$BAR(22'38'48)
$BAR(24'38'45)
$BAR(26'39'46)
$BAR(28'38'45)
$BAR(30'38'42)

; ---- pads: start strides note dB cutoff pan ---------------------------------------------------------------------
i "Pad" 31   6   50 -26 1500 0.30
i "Pad" 31   6   57 -27 1700 0.70
i "Pad"  3   3.5 51 -26 1600 0.32
i "Pad"  3   3.5 58 -27 1800 0.68
i "Pad"  5.5 3.5 50 -26 1700 0.30
i "Pad"  5.5 3.5 66 -29 2000 0.70
i "Pad"  7.5 5   55 -25 2250 0.28
i "Pad"  7.5 5   62 -26 2700 0.72
i "Pad"  7.5 5   70 -29 3150 0.50
i "Pad" 11.5 5   55 -25 2400 0.28
i "Pad" 11.5 5   63 -26 2850 0.72
i "Pad" 11.5 5   72 -29 3300 0.50
i "Pad" 15.5 5   58 -25 2700 0.28
i "Pad" 15.5 5   63 -26 3150 0.72
i "Pad" 15.5 5   70 -28 3600 0.50
i "Pad" 19.5 5   57 -25 3000 0.28
i "Pad" 19.5 5   62 -26 3450 0.72
i "Pad" 19.5 5   66 -28 3900 0.50
i "Pad" 23.5 3.5 50 -26 1900 0.30
i "Pad" 23.5 3.5 57 -27 2100 0.70
i "Pad" 25.5 3.5 51 -27 1700 0.34
i "Pad" 25.5 3.5 58 -28 1900 0.66
i "Pad" 27.5 4.5 50 -26 1500 0.30
i "Pad" 27.5 4.5 57 -27 1700 0.70

; ---- glass: on the feet, a stride at a time. ARP stride notes dB ------------------------------------------------
#define ARP(AT'A'B'C'D'DB) #
i "Glass" [$AT + 0.00] 0.8 $A $DB 0.22
i "Glass" [$AT + 0.10] 0.8 $B [$DB - 3] 0.40
i "Glass" [$AT + 0.25] 0.8 $C [$DB - 1] 0.60
i "Glass" [$AT + 0.45] 0.8 $D [$DB - 1] 0.78
#
$ARP( 9'67'70'74'79'-30)
$ARP(11'79'74'70'67'-30)
$ARP(13'67'72'75'79'-29)
$ARP(15'79'75'72'67'-29)
$ARP(17'70'75'79'82'-28)
$ARP(19'82'79'75'70'-28)
$ARP(20'69'74'78'84'-28)
$ARP(21'84'78'74'69'-28)
$ARP(22'69'74'78'84'-28)
$ARP(23'84'78'75'72'-29)
i "Glass"  1.00 3 81 -31 0.25
i "Glass"  3.25 3 86 -33 0.75
i "Glass"  5.00 3 82 -32 0.30
i "Glass"  7.25 3 78 -31 0.70
i "Glass" 25.00 3 81 -31 0.25
i "Glass" 27.00 3 82 -32 0.75
i "Glass" 29.25 3 78 -32 0.35

; ---- sand and iron, never in the air ----------------------------------------------------------------------------
{ 32 S
i "Sand" [$S + 0.00] 0.3 -31 2900 0.36
i "Sand" [$S + 0.35] 0.2 -32 3900 0.62
i "Sand" [$S + 0.55] 0.2 -29 3300 0.66
}
{ 16 S
i "Iron" [8 + $S + 0.00] 0.3 -40 1900 0.26
i "Iron" [8 + $S + 0.10] 0.3 -42 2300 0.74
i "Iron" [8 + $S + 0.25] 0.3 -39 2300 0.74
i "Iron" [8 + $S + 0.45] 0.3 -40 1900 0.26
}

; ---- melody: a call and its echo, then the walk's theme from its city. start strides note dB slide brightness ----
i "Reed"  2.00 0.96 69 -21 -1  0.5
i "Reed"  3.00 0.48 70 -20  0  0.6
i "Reed"  3.50 0.48 69 -21  0  0.5
i "Reed"  4.00 0.48 67 -21  0  0.5
i "Reed"  4.50 0.96 70 -20 -1  0.6
i "Reed"  5.50 0.48 67 -21  0  0.5
i "Reed"  6.00 1.44 66 -20  1  0.6
i "Reed" 26.00 0.96 67 -21  0  0.5
i "Reed" 27.00 0.48 63 -22  0  0.4
i "Reed" 27.50 0.48 66 -22  1  0.4
i "Reed" 28.00 1.96 62 -21  1  0.4
b [32 * $R + 8.25]
i "Reed"  0.00 1.44 74 -19 -2  0.8
i "Reed"  1.50 0.48 72 -20  0  0.7
i "Reed"  2.00 0.72 70 -19  0  0.8
i "Reed"  2.75 0.48 69 -20  0  0.7
i "Reed"  3.24 0.72 70 -19  0  0.7
i "Reed"  4.00 1.44 72 -19 -2  0.8
i "Reed"  5.50 0.48 70 -20  0  0.7
i "Reed"  6.00 0.96 67 -19  0  0.8
i "Reed"  7.00 0.96 75 -19 -1  0.9
i "Reed"  8.00 1.44 75 -18  0  0.9
i "Reed"  9.50 0.24 74 -19  0  0.8
i "Reed"  9.75 0.24 75 -19  0  0.8
i "Reed" 10.00 0.48 74 -19  0  0.8
i "Reed" 10.50 0.48 72 -19  0  0.8
i "Reed" 11.00 0.48 70 -19  0  0.8
i "Reed" 11.50 0.48 67 -20  0  0.7
i "Reed" 12.00 0.96 69 -19  0  0.8
i "Reed" 13.00 1.44 78 -19 -3  0.9
i "Reed" 14.50 0.48 75 -20  0  0.8
i "Reed" 15.00 0.96 74 -20  1  0.7

}
e
</CsScore>
</CsoundSynthesizer>
