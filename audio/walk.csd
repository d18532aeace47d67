<CsoundSynthesizer>
; SPDX-License-Identifier: MIT
; The walk: 32 strides of 1.68 s in D Hijaz (D Eb F# G A Bb C), in step with the camel.
; Owns: the notes. The instruments are in instruments.orc; `render` makes the Ogg from the second of two rounds.
<CsOptions>
-d -m0
</CsOptions>
<CsInstruments>
#include "instruments.orc"
</CsInstruments>
<CsScore>
; One beat is one stride: 60 / 1.68 strides a minute. Times read stride.part; a foot falls at .00 near hind,
; .12 near fore, .50 far hind, .62 far fore (the contacts of frames/walk.csv); all else keeps to eighths of a
; stride but moves its .125 and .625 to the fore feet.
t 0 35.714285714285714

i "Stage" 0 [32 * $ROUNDS]

{ $ROUNDS R
b [32 * $R]

; ---- the feet: never silent. Walk start strides harmony (0 D, 1 Eb over D, 2 Gm, 3 Cm, 4 Eb, 5 D7) dB brightness
i "Walk"  0 4  0 -18   0.25
i "Walk"  4 2  1 -17   0.35
i "Walk"  6 4  0 -16.5 0.40
i "Walk" 10 2  2 -16   0.50
i "Walk" 12 2  4 -16   0.55
i "Walk" 14 2  0 -16   0.60
i "Walk" 16 2  2 -15.5 0.70
i "Walk" 18 2  3 -15   0.80
i "Walk" 20 2  4 -15   0.90
i "Walk" 22 2  5 -15   1.00
i "Walk" 24 2  2 -16.5 0.50
i "Walk" 26 2  1 -18   0.25
i "Walk" 28 4  0 -18   0.20

; ---- pads: start strides note dB cutoff pan. They overlap by a stride and cross the seam ------------------
; horizon: bare fifth, then the third, then the flat second above the drone
i "Pad"  0   4.5 38 -22  500 0.50
i "Pad"  0   4.5 50 -25 1350 0.30
i "Pad"  0   4.5 57 -26 1500 0.70
i "Pad"  2   3   66 -31 2100 0.55
i "Pad"  3.5 3   51 -26 1350 0.32
i "Pad"  3.5 3   58 -27 1500 0.68
i "Pad"  3.5 3   67 -31 2250 0.45
i "Pad"  4   5   38 -23  500 0.50
i "Pad"  5.5 5   57 -26 1650 0.30
i "Pad"  5.5 5   62 -28 1950 0.70
i "Pad"  5.5 5   66 -30 2250 0.50
; caravan
i "Pad"  9.5 3   55 -26 1650 0.30
i "Pad"  9.5 3   62 -28 1950 0.70
i "Pad"  9.5 3   70 -31 2400 0.50
i "Pad" 11.5 3   51 -26 1650 0.34
i "Pad" 11.5 3   58 -27 1950 0.66
i "Pad" 11.5 3   67 -30 2550 0.50
i "Pad" 13.5 3   50 -26 1800 0.30
i "Pad" 13.5 3   57 -27 2100 0.70
i "Pad" 13.5 3   66 -30 2700 0.50
; city of glass
i "Pad" 15.5 3   55 -25 2250 0.28
i "Pad" 15.5 3   62 -26 2700 0.72
i "Pad" 15.5 3   70 -29 3150 0.50
i "Pad" 17.5 3   55 -25 2400 0.28
i "Pad" 17.5 3   63 -26 2850 0.72
i "Pad" 17.5 3   72 -29 3300 0.50
i "Pad" 19.5 3   58 -25 2700 0.28
i "Pad" 19.5 3   63 -26 3150 0.72
i "Pad" 19.5 3   70 -28 3600 0.50
i "Pad" 21.5 3   57 -25 3000 0.28
i "Pad" 21.5 3   62 -26 3450 0.72
i "Pad" 21.5 3   66 -28 3900 0.50
i "Pad" 21.5 3   60 -29 3450 0.60
; night
i "Pad" 23.5 3   55 -26 1800 0.30
i "Pad" 23.5 3   62 -27 1950 0.70
i "Pad" 23.5 3   70 -31 2100 0.50
i "Pad" 24   5   38 -23  450 0.50
i "Pad" 25.5 3   51 -28 1200 0.34
i "Pad" 25.5 3   58 -29 1350 0.66
i "Pad" 27.5 5   50 -26 1350 0.30
i "Pad" 27.5 5   57 -27 1500 0.70
i "Pad" 27.5 4   66 -30 1950 0.50
i "Pad" 28   5   38 -23  450 0.50

; ---- bass: start strides note dB ------------------------------------------------------------------------
i "Bass"  4.00 1.4 38 -20
i "Bass"  6.00 0.9 38 -19
i "Bass"  6.88 0.1 36 -22
i "Bass"  7.00 0.9 38 -19
i "Bass"  8.00 0.45 38 -17
i "Bass"  8.62 0.25 45 -19
i "Bass"  9.00 0.45 38 -17
i "Bass"  9.62 0.12 45 -20
i "Bass"  9.75 0.20 42 -19
i "Bass" 10.00 0.45 43 -17
i "Bass" 10.62 0.25 50 -20
i "Bass" 11.00 0.45 43 -17
i "Bass" 11.62 0.12 38 -19
i "Bass" 11.75 0.20 42 -20
i "Bass" 12.00 0.45 39 -17
i "Bass" 12.62 0.25 46 -19
i "Bass" 13.00 0.45 39 -17
i "Bass" 13.62 0.12 43 -19
i "Bass" 13.75 0.20 39 -19
i "Bass" 14.00 0.45 38 -17
i "Bass" 14.62 0.25 45 -19
i "Bass" 15.00 0.45 38 -17
i "Bass" 15.62 0.12 38 -19
i "Bass" 15.75 0.11 39 -19
i "Bass" 15.875 0.11 42 -18
i "Bass" 16.00 0.4 43 -16
i "Bass" 16.375 0.1 43 -20
i "Bass" 16.62 0.25 50 -18
i "Bass" 17.00 0.4 43 -16
i "Bass" 17.375 0.1 43 -20
i "Bass" 17.62 0.12 38 -18
i "Bass" 17.75 0.2 39 -18
i "Bass" 18.00 0.4 36 -16
i "Bass" 18.375 0.1 36 -20
i "Bass" 18.62 0.25 43 -18
i "Bass" 19.00 0.4 36 -16
i "Bass" 19.375 0.1 36 -20
i "Bass" 19.62 0.12 43 -18
i "Bass" 19.75 0.2 38 -18
i "Bass" 20.00 0.4 39 -16
i "Bass" 20.375 0.1 39 -20
i "Bass" 20.62 0.25 46 -18
i "Bass" 21.00 0.4 39 -16
i "Bass" 21.375 0.1 39 -20
i "Bass" 21.62 0.12 46 -18
i "Bass" 21.75 0.2 43 -18
i "Bass" 22.00 0.4 38 -16
i "Bass" 22.375 0.1 38 -20
i "Bass" 22.62 0.25 45 -18
i "Bass" 23.00 0.4 38 -16
i "Bass" 23.50 0.12 48 -18
i "Bass" 23.62 0.12 46 -18
i "Bass" 23.75 0.2 45 -18
i "Bass" 24.00 1.8 43 -18
i "Bass" 26.00 1.6 39 -20
i "Bass" 28.00 1.8 38 -19
i "Bass" 30.00 1.5 38 -20

; ---- melody: start strides note dB slide(semitones) brightness ------------------------------------------
; a call over the horizon
i "Reed"  4.00 0.95 69 -23 -1  0.3
i "Reed"  5.00 0.48 70 -22  0  0.4
i "Reed"  5.50 0.48 69 -23  1  0.3
i "Reed"  6.00 0.24 67 -23  0  0.3
i "Reed"  6.25 0.48 66 -22  1  0.3
i "Reed"  6.75 0.24 63 -24  0  0.3
i "Reed"  7.00 0.80 62 -23  1  0.2
; caravan
i "Reed"  8.25 0.24 62 -21  0  0.4
i "Reed"  8.50 0.11 63 -21  0  0.4
i "Reed"  8.62 0.60 66 -20 -1  0.5
i "Reed"  9.25 0.24 67 -21  0  0.5
i "Reed"  9.50 0.48 69 -20 -2  0.5
i "Reed" 10.00 0.48 70 -19 -1  0.6
i "Reed" 10.50 0.24 69 -20  0  0.5
i "Reed" 10.75 0.24 67 -21  0  0.5
i "Reed" 11.00 0.72 69 -20  1  0.5
i "Reed" 12.00 0.48 67 -20  0  0.5
i "Reed" 12.50 0.24 70 -19 -1  0.6
i "Reed" 12.75 0.12 69 -20  0  0.5
i "Reed" 12.875 0.12 67 -20 0  0.5
i "Reed" 13.00 0.48 67 -20  1  0.5
i "Reed" 13.50 0.36 63 -21  0  0.4
i "Reed" 14.00 0.48 66 -20  1  0.5
i "Reed" 14.50 0.24 63 -21  0  0.4
i "Reed" 14.75 0.90 62 -20  1  0.4
; city of glass
i "Reed" 16.00 0.72 74 -19 -2  0.7
i "Reed" 16.75 0.24 72 -20  0  0.6
i "Reed" 17.00 0.36 70 -19  0  0.7
i "Reed" 17.375 0.24 69 -20 0  0.6
i "Reed" 17.62 0.36 70 -19  0  0.6
i "Reed" 18.00 0.72 72 -19 -2  0.7
i "Reed" 18.75 0.24 70 -20  0  0.6
i "Reed" 19.00 0.48 67 -19  0  0.7
i "Reed" 19.50 0.48 75 -19 -1  0.8
i "Reed" 20.00 0.72 75 -18  0  0.8
i "Reed" 20.75 0.12 74 -19  0  0.7
i "Reed" 20.875 0.12 75 -19 0  0.7
i "Reed" 21.00 0.24 74 -19  0  0.7
i "Reed" 21.25 0.24 72 -19  0  0.7
i "Reed" 21.50 0.24 70 -19  0  0.7
i "Reed" 21.75 0.24 67 -20  0  0.6
i "Reed" 22.00 0.48 69 -19  0  0.7
i "Reed" 22.50 0.72 78 -19 -3  0.8
i "Reed" 23.25 0.24 75 -20  0  0.7
i "Reed" 23.50 0.48 74 -20  1  0.6
; night: the answer comes back from below
i "Reed" 24.12 0.72 70 -22  0  0.4
i "Reed" 25.00 0.48 69 -23  1  0.3
i "Reed" 25.50 0.60 67 -24  1  0.3
i "Reed" 29.50 0.48 66 -25  0  0.2
i "Reed" 30.00 0.36 63 -26  1  0.2
i "Reed" 30.50 0.80 62 -26  0  0.2

; ---- pulse: start strides harmony dB cutoff from-to: opens through the caravan and the city, closes with the night --
i "Pulses"  8 2  0 -36  300  380
i "Pulses" 10 2  2 -34  380  500
i "Pulses" 12 2  4 -33  500  650
i "Pulses" 14 2  0 -32  650  850
i "Pulses" 16 2  2 -31  850 1200
i "Pulses" 18 2  3 -30 1200 1700
i "Pulses" 20 2  4 -30 1700 2300
i "Pulses" 22 2  5 -30 2300 2600
i "Pulses" 24 2  2 -33 1400  450

; ---- glass: start strides note dB pan --------------------------------------------------------------------
; stars over the horizon
i "Glass"  0.75 1.5 81 -30 0.25
i "Glass"  1.875 1.5 86 -32 0.75
i "Glass"  2.625 1.5 78 -31 0.35
i "Glass"  3.375 1.5 87 -34 0.80
i "Glass"  5.25 1.5 82 -33 0.20
i "Glass"  7.375 1.5 84 -32 0.70
; over the caravan, where the reed takes breath
i "Glass" 11.75 1.2 82 -31 0.25
i "Glass" 11.875 1.2 79 -32 0.70
i "Glass" 15.25 1.2 78 -30 0.30
i "Glass" 15.375 1.2 81 -30 0.60
i "Glass" 15.50 1.2 84 -29 0.75
; the city: arpeggios, ARP stride notes dB
#define ARP(AT'A'B'C'D'DB) #
i "Glass" [$AT + 0.000] 0.5 $A $DB 0.20
i "Glass" [$AT + 0.120] 0.5 $B [$DB - 2] 0.35
i "Glass" [$AT + 0.250] 0.5 $C [$DB - 1] 0.50
i "Glass" [$AT + 0.375] 0.5 $D [$DB - 2] 0.65
i "Glass" [$AT + 0.500] 0.5 $C [$DB - 1] 0.80
i "Glass" [$AT + 0.620] 0.5 $D [$DB - 2] 0.65
i "Glass" [$AT + 0.750] 0.5 $B [$DB - 1] 0.50
i "Glass" [$AT + 0.875] 0.5 $C [$DB - 3] 0.35
#
$ARP(16'67'70'74'79'-30)
$ARP(17'67'70'74'79'-29)
$ARP(18'67'72'75'79'-28.5)
$ARP(19'67'72'75'79'-28)
$ARP(20'70'75'79'82'-27.5)
$ARP(21'70'75'79'82'-27)
$ARP(22'69'74'78'84'-27)
$ARP(23'69'74'78'84'-29)
; the night's stars
i "Glass" 25.75 1.5 86 -32 0.70
i "Glass" 28.25 1.5 81 -32 0.30
i "Glass" 28.875 1.5 78 -32 0.65
i "Glass" 30.125 1.5 86 -33 0.22
i "Glass" 31.375 1.5 87 -35 0.78
; dust hangs at the turns of the form, the last of it over the seam
i "Dust"  6   4  74 -33 0.30
i "Dust" 14   4  81 -33 0.70
i "Dust" 22   5  78 -32 0.40
i "Dust" 29.5 5  74 -33 0.60

; ---- sand and iron: the city's own rhythm, in the gaps that the feet leave --------------------------------
{ 8 S
i "Sand" [8 + $S + 0.250] 0.25 -31 3200 0.68
i "Sand" [8 + $S + 0.750] 0.25 -30 2900 0.32
}
{ 8 S
i "Sand" [16 + $S + 0.250] 0.25 -28 3400 0.68
i "Sand" [16 + $S + 0.375] 0.20 -33 3900 0.62
i "Sand" [16 + $S + 0.750] 0.25 -27 3100 0.32
i "Sand" [16 + $S + 0.875] 0.20 -32 3800 0.38
}
{ 6 S
i "Iron" [17 + $S + 0.250] 0.3 -38 2300 0.74
i "Iron" [17 + $S + 0.375] 0.3 -42 2300 0.74
i "Iron" [17 + $S + 0.500] 0.3 -37 1900 0.26
i "Iron" [17 + $S + 0.750] 0.3 -38 2300 0.74
i "Iron" [17 + $S + 0.875] 0.3 -41 1900 0.26
}

; ---- the voice: "OCamel", once; /a/ stands on stride 27, /e/ on its far hind foot ---------------------------
i "Voice" 26.25 2.1 50 -20 0.15 0.60
i "Voice" 26.25 2.1 62 -31 0.75 0.30

}
e
</CsScore>
</CsoundSynthesizer>
