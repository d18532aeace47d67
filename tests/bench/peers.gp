# SPDX-License-Identifier: MIT
# Draws what tests/bench/peers has measured: gnuplot -e "from='docs/peers.csv'; to='docs/peers.png'" tests/bench/peers.gp
set terminal pngcairo size 1200,720 font 'DejaVu Sans,10' background '#fdfaf3'
set output to
set datafile separator ','
set style data histograms
set style histogram clustered gap 1
set style fill solid 0.85 border -1
set boxwidth 0.9
set grid ytics lc rgb '#d8cfbd'
set xtics rotate by -35 scale 0 font ',9'
set key top left
set yrange [0:*]
set lmargin 8
set rmargin 8
set multiplot layout 2,2 title 'In front of a program that is silent for two seconds: medians'
idle = '< grep -e ^load -e ^idle '.from
busy = '< grep -e ^load -e ^busy '.from
set title 'start to painted, ms'
plot idle using 'painted':xtic(2) title 'idle' lc rgb '#7a6a52', busy using 'painted' title 'two loops a core' lc rgb '#c9b48a'
set title 'processor for a show of 2 s, ms'
plot idle using 'cpu2':xtic(2) title 'idle' lc rgb '#7a6a52', busy using 'cpu2' title 'two loops a core' lc rgb '#c9b48a'
set title 'proportional memory at most, MiB'
plot idle using 'pss':xtic(2) title 'idle' lc rgb '#7a6a52', busy using 'pss' title 'two loops a core' lc rgb '#c9b48a'
set title 'first output to gone, ms'
plot idle using 'gone':xtic(2) title 'idle' lc rgb '#7a6a52', busy using 'gone' title 'two loops a core' lc rgb '#c9b48a'
unset multiplot
