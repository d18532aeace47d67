; SPDX-License-Identifier: MIT
; The caravan's instruments, all synthesised here, none sampled; walk.csd, gallop.csd, stand.csd and end.csd play them.
; Owns: the buses, the instruments, the room and the master level.
;
; Everything is a function of its note or has a period that divides the loop, noise is seeded by its note, and the
; echo and the room do not drift. So every round of the loop comes out the same (two differ by less than -100 dB),
; but for what still rings from the round before: a round that follows another can be repeated without a seam.

sr = 44100
ksmps = 21                      ; 441 cycles are an eighth of the walk's stride, 63 a twentieth of the gallop's: the
                                ; grid falls on whole cycles
nchnls = 2
0dbfs = 1
seed 1887

#ifndef SOLO
#define SOLO #0#                ; one stem of the desk alone; 0 all
#end

; What a piece may set before it includes this: its stride, the strides in its loop, its level, its gait.
#ifndef STRIDE_S
#define STRIDE_S #1.68#
#end
#ifndef STRIDES
#define STRIDES #32#
#end
#ifndef MASTER_DB
#define MASTER_DB #-0.6#
#end

gaDryL init 0
gaDryR init 0
gaRoomL init 0
gaRoomR init 0
gaEchoL init 0
gaEchoR init 0

giSine ftgen 0, 0, 16384, 10, 1
giSigmoid ftgen 0, 0, 1024, 19, 0.5, 0.5, 270, 0.5

; The desk: a fader in dB for each stem, 1 feet, 2 bass, 3 pads, 4 melody, 5 glints, 6 voice, 7 sand and iron,
; 8 pulse.
giFaders ftgen 0, 0, -9, -2, 0, 10, 15.5, 14, 6.5, 15, 15.5, 23, 21
giMasterDb = $MASTER_DB

; What each foot plucks in each harmony: near hind, near fore, far hind, far fore (MIDI notes).
giFeetD     ftgen 0, 0, 4, -2, 50, 62, 45, 57
giFeetEbD   ftgen 0, 0, 4, -2, 50, 63, 46, 58
giFeetGm    ftgen 0, 0, 4, -2, 55, 62, 50, 58
giFeetCm    ftgen 0, 0, 4, -2, 48, 63, 43, 55
giFeetEb    ftgen 0, 0, 4, -2, 51, 63, 46, 58
giFeetD7    ftgen 0, 0, 4, -2, 50, 66, 45, 60
giFeet      ftgen 0, 0, 8, -2, giFeetD, giFeetEbD, giFeetGm, giFeetCm, giFeetEb, giFeetD7, giFeetD, giFeetD

; When each foot falls, as parts of the stride, in the same order: the contacts of frames/walk.csv and gallop.csv.
; The gallop hangs in the air from 0.10 to 0.25.
#ifdef GALLOP
giFootfalls ftgen 0, 0, 4, -2, 0.35, 0.70, 0.25, 0.50
#else
giFootfalls ftgen 0, 0, 4, -2, 0.00, 0.12, 0.50, 0.62
#end

; place: a sound on the stage. pan 0 left … 1 right; room and echo are sends.
opcode place, 0, aiiii
  aSound, iStem, iPan, iRoom, iEcho xin
  iHeard = ($SOLO == 0 || $SOLO == iStem) ? ampdbfs(tab_i(iStem, giFaders)) : 0
  aLeft = aSound * (iHeard * cos(iPan * $M_PI_2))
  aRight = aSound * (iHeard * sin(iPan * $M_PI_2))
  gaDryL += aLeft
  gaDryR += aRight
  gaRoomL += aLeft * iRoom
  gaRoomR += aRight * iRoom
  gaEchoL += aLeft * iEcho
  gaEchoR += aRight * iEcho
endop

; A seed in 0…1 that is the same for the same note in every round.
opcode note_seed, i, i
  iSalt xin
  iTick = round(p2 / $STRIDE_S * 1000) % ($STRIDES * 1000)
  xout frac(iTick * 0.0618034 + iSalt * 0.381966) * 0.98 + 0.01
endop

; Straight up to -8 dB, then a soft shoulder that never passes -2.2 dB.
opcode shoulder, a, a
  aSound xin
  iKnee = ampdbfs(-8)
  iRest = ampdbfs(-2.2) - iKnee
  aSize = abs(aSound)
  aZero = 0
  aOver = max(aSize - iKnee, aZero)
  xout aSound * ((min(aSize, aSize - aOver) + iRest * tanh(aOver / iRest)) / (aSize + 0.000001))
endop

; One footfall: a thumb-piano tongue over a soft tread in sand. p4 foot 0…3 (near hind, near fore, far hind,
; far fore), p5 harmony (row of giFeet), p6 level dB, p7 brightness 0…1
instr Foot
  iFoot = p4
  iNote tab_i iFoot, tab_i(p5, giFeet)
  iHind = (iFoot == 0 || iFoot == 2) ? 1 : 0
  iNear = (iFoot < 2) ? 1 : 0
  iFreq = cpsmidinn(iNote)
  iAmp = ampdbfs(p6) * (iNear == 1 ? 1 : 0.8)

  aTongue expsega 0.001, 0.002, 1, p3 - 0.012, 0.002, 0.01, 0.0001
  aIndex expsega 1.4 + 2.2 * p7, 0.09, 0.35, p3, 0.02
  aTine oscili aIndex * iFreq * 3, iFreq * 3.0
  aPluck oscili aTongue * 0.6, iFreq + aTine
  aTap expsega 1, 0.03, 0.001, p3, 0.0001
  aNail oscili aTap * 0.08 * p7, iFreq * 6.27
  aPluck += aNail * aTongue

  ; the hind foot carries the weight: lower and rounder than the fore
  aDrop expsega (iHind == 1 ? 104 : 150), 0.07, (iHind == 1 ? 52 : 92), p3, (iHind == 1 ? 50 : 90)
  aThudEnv expsega 0.001, 0.003, 1, (iHind == 1 ? 0.2 : 0.11), 0.01, p3, 0.0001
  aThud oscili aThudEnv * (iHind == 1 ? 0.65 : 0.3), aDrop

  aGrain rand 1, note_seed(iFoot), 1
  aGrain butterbp aGrain, (iHind == 1 ? 1300 : 2100), 1500
  aSandEnv expsega 0.001, 0.004, 1, 0.06, 0.04, p3, 0.0001
  aSand = aGrain * aSandEnv * 0.16

  aOut = (aPluck + aThud + aSand) * iAmp
  ; near side a little to the right and close, far side left and deeper in the room
  place aOut, 1, (iNear == 1 ? 0.58 : 0.38) + (iHind == 1 ? -0.04 : 0.06), (iNear == 1 ? 0.16 : 0.32), 0.05
endin

; The camel walks, or gallops, for p3. p4 harmony, p5 level dB, p6 brightness
instr Walk
  iStride = 0
  while iStride < round(p3 / $STRIDE_S) do
    iFoot = 0
    while iFoot < 4 do
      iWhen = (iStride + tab_i(iFoot, giFootfalls)) * $STRIDE_S
      iFore = iFoot % 2
      schedule "Foot", iWhen, 1.3, iFoot, p4, p5 - iFore * 2, p6
      iFoot += 1
    od
    iStride += 1
  od
endin

; A guembri's skin and gut with a hum beneath. p4 note, p5 level dB
instr Bass
  iFreq = cpsmidinn(p4)
  aEnv linsegr 0, 0.014, 1, 0.16, 0.66, p3, 0.25, 0.12, 0
  aSnap expsega 3.2, 0.07, 0.9, 0.9, 0.25, p3, 0.2
  aSkin oscili aSnap * iFreq, iFreq * 1.0
  aGut oscili 0.55, iFreq + aSkin
  aHum oscili 0.5, iFreq
  aOver oscili 0.16, iFreq * 2.003
  aOut = (aGut + aHum + aOver) * aEnv
  aOut butterlp aOut, 1300
  place aOut * ampdbfs(p5), 2, 0.5, 0.05, 0
endin

; Three saws that beat slowly, behind a filter that opens and closes with the note. p4 note, p5 level dB,
; p6 cutoff Hz at the height of the note, p7 pan
instr Pad
  iFreq = cpsmidinn(p4)
  iRise = min(0.42 * p3, 1.9)
  aEnv cosseg 0, iRise, 1, p3 - 2 * iRise, 1, iRise, 0
  kCut cosseg p6 * 0.45, p3 * 0.55, p6, p3 * 0.45, p6 * 0.4
  aOne vco2 0.3, iFreq * 1.0021, 0, 0.5, 0.1
  aTwo vco2 0.3, iFreq * 0.9976, 0, 0.5, 0.4
  aThree vco2 0.22, iFreq * 2.0007, 4, 0.5, 0.7
  aSum = aOne + aTwo + aThree
  aSoft zdf_ladder aSum, kCut, 1.1
  aSoft butterhp aSoft, 110
  place aSoft * aEnv * ampdbfs(p5), 3, p7, 0.45, 0
endin

; The singer: a reed between nay and machine. p4 note, p5 level dB, p6 slide: starts so many semitones off,
; p7 brightness 0…1
instr Reed
  iFreq = cpsmidinn(p4)
  aEnv linsegr 0, 0.045, 0.85, 0.12, 1, p3, 0.78, 0.16, 0
  kBend linseg p6, 0.075, p6 * 0.15, 0.05, 0, p3, 0
  kDepth linseg 0, min(0.3, p3 * 0.6), 0, 0.35, 0.16, p3, 0.2
  kShake oscili kDepth, 5.1
  kFreq = iFreq * semitone(kBend + kShake)
  aIndex linsegr 2.4 * p7 + 0.5, 0.14, 1.1 * p7 + 0.35, p3, 0.3, 0.16, 0.1
  aMod oscili aIndex * a(kFreq) * 2, a(kFreq) * 2
  aCore oscili 0.5, a(kFreq) + aMod
  aUnder oscili 0.22, a(kFreq) * 0.5 + aMod * 0.25
  aOver oscili 0.12, a(kFreq) * 1.004
  aBreath rand 0.5, note_seed(0.3), 1
  aBreath butterbp aBreath, kFreq * 2, kFreq * 0.5
  aChiff expsega 1, 0.09, 0.25, p3 + 1, 0.2
  aOut = (aCore + aUnder + aOver + aBreath * aChiff * 0.35) * aEnv
  aOut butterlp aOut, 5200
  place aOut * ampdbfs(p5), 4, 0.46, 0.3, 0.4
endin

; One step of the pulse: a saw through a filter that snaps shut. p4 note, p5 level dB, p6 cutoff Hz, p7 pan
instr Pulse
  iFreq = cpsmidinn(p4)
  aSaw vco2 0.5, iFreq, 0
  aSquare vco2 0.3, iFreq * 1.003, 10
  aEnv expsega 0.002, 0.005, 1, p3 - 0.02, 0.03, 0.015, 0.0002
  kCut expseg p6, 0.12, p6 * 0.3 + 90, p3, p6 * 0.2 + 80
  aOut zdf_ladder aSaw + aSquare, kCut, 3.5
  aOut butterhp aOut, 140
  place aOut * aEnv * ampdbfs(p5), 8, p7, 0.18, 0.35
endin

; The pulse for p3: eight steps a stride through the harmony's notes (in the gallop in two, on its feet), over and
; over, the filter moving from p6 to p7 Hz. p4 harmony, p5 level dB
#ifdef GALLOP
#define STEP_STRIDES #2#
giSteps ftgen 0, 0, 8, -2, 0.25, 0.35, 0.50, 0.70, 1.25, 1.35, 1.50, 1.70
#else
#define STEP_STRIDES #1#
giSteps ftgen 0, 0, 8, -2, 0.00, 0.12, 0.25, 0.375, 0.50, 0.62, 0.75, 0.875
#end
giStepNotes ftgen 0, 0, 8, -2, 0, 3, 1, 3, 2, 3, 1, 3
instr Pulses
  iSteps = round(p3 / $STRIDE_S / $STEP_STRIDES) * 8
  iStep = 0
  while iStep < iSteps do
    iWhen = (int(iStep / 8) * $STEP_STRIDES + tab_i(iStep % 8, giSteps)) * $STRIDE_S
    iNote tab_i tab_i(iStep % 8, giStepNotes), tab_i(p4, giFeet)
    iCut = p6 * (p7 / p6) ^ (iStep / iSteps)
    iOff = (iStep % 2) * 3
    schedule "Pulse", iWhen, 0.34, iNote, p5 - iOff, iCut, 0.3 + 0.4 * (iStep % 4) / 3
    iStep += 1
  od
endin

; A glass bell, for arpeggios and for single stars. p4 note, p5 level dB, p6 pan
instr Glass
  iFreq = cpsmidinn(p4)
  aEnv expsega 0.001, 0.004, 1, p3 - 0.014, 0.002, 0.01, 0.0001
  aIndex expsega 2.1, p3 * 0.3, 0.5, p3 * 0.7, 0.05
  aMod oscili aIndex * iFreq * 3.497, iFreq * 3.497
  aOne oscili 0.6, iFreq + aMod
  aTwo oscili 0.3, iFreq * 1.0031
  place (aOne + aTwo) * aEnv * ampdbfs(p5), 5, p6, 0.6, 0.5
endin

; Dust of grains that hang over the plain. p4 note, p5 level dB, p6 pan
instr Dust
  iFreq = cpsmidinn(p4)
  aEnv cosseg 0, p3 * 0.5, 1, p3 * 0.5, 0
  kDensity cosseg 5, p3 * 0.5, 17, p3 * 0.5, 4
  aFof fof 0.5, kDensity, iFreq, 0, 6, 0.02, 0.16, 0.09, 60, giSine, giSigmoid, p3
  aFof2 fof 0.3, kDensity * 0.73, iFreq * 1.4983, 0, 9, 0.03, 0.13, 0.07, 60, giSine, giSigmoid, p3
  place (aFof + aFof2) * aEnv * ampdbfs(p5), 5, p6, 0.7, 0.3
endin

; "O-ca-mel", once, far away: /o/, a stop closed and burst, /a/, /m/, /e/, /l/ through five formants.
; p4 note of the reciting tone, p5 level dB, p6 share of whisper 0…1, p7 pan. The vowel /a/ begins 1.26 s after the
; note (three quarters of a stride) and /e/ at 2.10 s, so that they stand on a footfall.
instr Voice
  iO = 1.10                     ; the lips and then the tongue close
  iBurst = 1.205
  iA = 1.26
  kTone linseg -1.5, 0.22, 0, iO - 0.22, 0, 0.1, 0.6, 0.06, 1, 0.62, 1, 0.1, 0, 0.5, 0, 0.7, -1
  kDepth linseg 0, 0.4, 0, 0.5, 0.14, 0.2, 0, 0.3, 0, 0.4, 0.12, 2, 0.22
  kShake oscili kDepth, 4.7
  kFreq = cpsmidinn(p4) * semitone(kTone + kShake)

  kVoiced linseg 0, 0.2, 1, 0.82, 0.9, 0.06, 0, 0.17, 0, 0.03, 1, 0.6, 0.95, 0.07, 0.55, 0.12, 0.55, 0.07, 0.95, 0.5, 0.85, 0.12, 0.6, 0.3, 0.5, 0.3, 0
  kAspired linseg 0, iBurst, 0, 0.015, 0.6, 0.05, 0.35, 0.05, 0, 3, 0
  aBurst linseg 0, iBurst, 0, 0.002, 1, 0.03, 0, 3, 0

  kF1 linseg 430, 0.7, 420, 0.33, 350, 0.07, 300, 0.105, 320, 0.1, 740, 0.55, 700, 0.08, 270, 0.13, 270, 0.08, 540, 0.45, 500, 0.15, 350, 1, 340
  kF2 linseg 820, 0.7, 800, 0.33, 740, 0.07, 1400, 0.105, 1850, 0.13, 1380, 0.52, 1340, 0.08, 1050, 0.13, 1150, 0.09, 1720, 0.42, 1650, 0.17, 980, 1, 950
  kF3 linseg 2500, 1.03, 2350, 0.175, 2150, 0.13, 2520, 0.52, 2500, 0.08, 2200, 0.13, 2250, 0.09, 2520, 0.42, 2520, 0.17, 2780, 1, 2800
  kA2 linseg 0.5, 1.1, 0.4, 0.1, 0.8, 0.15, 0.95, 0.5, 0.9, 0.08, 0.07, 0.13, 0.07, 0.08, 0.85, 0.45, 0.8, 0.15, 0.3, 1, 0.25
  kA3 linseg 0.2, 1.1, 0.15, 0.1, 0.6, 0.15, 0.7, 0.5, 0.65, 0.08, 0.06, 0.13, 0.06, 0.08, 0.65, 0.45, 0.6, 0.15, 0.25, 1, 0.2

  aNoise rand 1, note_seed(0.7), 1
  aCords vco2 0.8, kFreq, 0
  aCords tone aCords, 3200
  aSource = aCords * a(kVoiced) * (1 - p6) + aNoise * 0.25 * (a(kVoiced) * p6 + a(kAspired))
  a1 reson aSource, kF1, 70, 1
  a2 reson aSource, kF2, 95, 1
  a3 reson aSource, kF3, 130, 1
  a4 reson aSource, 3400, 200, 1
  aMouth = a1 - a2 * a(kA2) + a3 * a(kA3) - a4 * a(kA3) * 0.4
  aClick resonr aNoise * aBurst, 1850, 350, 1
  aOut = aMouth + aClick * 0.8
  ; the distance takes the lowest and the highest
  aOut butterhp aOut, 170
  aOut butterlp aOut, 4200
  place aOut * ampdbfs(p5), 6, p7, 0.5, 0.22
endin

; Sand shaken: p4 level dB, p5 centre Hz, p6 pan
instr Sand
  aNoise rand 1, note_seed(0.9), 1
  aEnv expsega 0.002, 0.022, 1, 0.07, 0.03, p3, 0.0005
  aOut butterbp aNoise, p5, p5 * 0.5
  place aOut * aEnv * ampdbfs(p4), 7, p6, 0.2, 0
endin

; Iron castanets (qraqeb) heard through a wall. p4 level dB, p5 Hz, p6 pan
instr Iron
  aEnv expsega 0.001, 0.002, 1, 0.035, 0.12, 0.12, 0.002, p3, 0.0001
  aMod oscili p5 * 2.2, p5 * 1.414
  aMod2 oscili p5 * 1.1, p5 * 2.713
  aOut oscili aEnv, p5 + aMod + aMod2
  aOut butterbp aOut, p5 * 1.6, p5 * 1.4
  place aOut * ampdbfs(p4), 7, p6, 0.25, 0.12
endin

; The stage: echo, room, master. Runs from first to last; stands last, so that it hears what all others played.
instr Stage
  ; echo of three eighths of a stride from side to side
  iEcho = 0.375 * $STRIDE_S
  aBackR init 0
  aEchoL delay gaEchoL + aBackR * 0.42, iEcho
  aEchoL butterlp aEchoL, 2600
  aEchoR delay gaEchoR * 0.5 + aEchoL * 0.9, iEcho
  aEchoR butterlp aEchoR, 2600
  aBackR = aEchoR

  ; a room whose delays stand still (pitch modulation 0): a drifting one would not meet itself at the seam
  aInL butterhp gaRoomL + aEchoL * 0.3, 160
  aInR butterhp gaRoomR + aEchoR * 0.3, 160
  aInL delay aInL, 0.028
  aInR delay aInR, 0.033
  aRoomL, aRoomR reverbsc aInL, aInR, 0.87, 5200, sr, 0

  iMaster = ampdbfs(giMasterDb)
  aLeft = (gaDryL + aEchoL + aRoomL) * iMaster
  aRight = (gaDryR + aEchoR + aRoomR) * iMaster
  aLeft butterhp aLeft, 24
  aRight butterhp aRight, 24
  outs shoulder(aLeft), shoulder(aRight)

  clear gaDryL, gaDryR, gaRoomL, gaRoomR, gaEchoL, gaEchoR
endin
