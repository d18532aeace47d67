/* SPDX-License-Identifier: MIT */
/* The player: a shared object that only the soundtrack's thread opens. Owns the audio device and
 * the music, until _exit. The device is SDL's own, or SDL2_mixer's where that has to decode. */
#include "soundtrack_player.h"

#include "audio_clock.h"
#include "loudness.h"
#include "mixer.h"
#include "monotonic.h"
#include "music_formats.h"
#include "music_parts.h"
#include "plugin.h"
#include "vorbis_part.h"

#include <SDL.h>
#include <limits.h>
#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>

#define CHANNELS         2
#define CHUNK_SAMPLES    3072 /* 70 ms: wakes up as seldom as a fade of 120 ms allows */
#define LOUDNESS_SAMPLES ((int64_t)LOUDNESS_S * MIXER_RATE_HZ)
#define HUSH_MS          150
#define END_SAMPLES      (MIXER_RATE_HZ * 3 / 10) /* of the end, more than is heard of it */

/* SDL does not say how long what it hands over waits. A PulseAudio asked for a buffer of one chunk
 * asks for more when most of it has gone: heard on null sinks, 47 to 58 ms of 70. */
#define LATENCY_US ((int64_t)CHUNK_SAMPLES * 1000000 / MIXER_RATE_HZ * 3 / 4)

/* The one soundtrack of the process. The mixer is the audio thread's once it plays. */
static const struct soundtrack_score *score;
static struct mixer mixer;
static struct music_parts parts;
static const struct music_formats *formats; /* NULL: not needed, or not there */
static SDL_AudioDeviceID device;            /* without them */
static int64_t shown_us;
static int fade_in_ms;
static atomic_bool opened, play_wanted, fade_wanted, hush_wanted;
static bool hushed; /* the audio thread's */
static int fade_out_ms, ring_out_ms;
static enum { SILENT, STREAM_STARTING, PLAYING } state;

/* What the audio thread lets others know. It and the main thread only ever try the lock, and do
 * without. */
static pthread_mutex_t news_lock = PTHREAD_MUTEX_INITIALIZER;
static struct {
    struct audio_clock audio_clock;
    struct mixer_mark marks[2];
    int section; /* that the mixer plays */
    struct mixer_place places[SECTION_COUNT];
} news;

static int64_t samples_of(int ms)
{
    return (int64_t)ms * MIXER_RATE_HZ / 1000;
}

/* How far into a stride of the walk the camel is when what is asked for at ASKED_US is heard. */
static int64_t walk_samples(int64_t asked_us)
{
    const struct soundtrack_section *walk = &score->sections[GAIT_WALK];
    double gait_ms = (double)(asked_us + LATENCY_US - shown_us) / 1000;
    double stride = gait_ms / walk->stride_ms, phase = stride - (double)(int64_t)stride;
    return (int64_t)(phase * (double)walk->stride_samples);
}

static void start_mixer(int64_t asked_us)
{
    /* with a tempo of its own: the camel will find its way into the music */
    int64_t phase = score->stream && score->stream_has_tempo ? 0 : walk_samples(asked_us);
    mixer_start(&mixer, phase, samples_of(fade_in_ms));
    state = PLAYING;
}

static void publish(int64_t asked_us)
{
    if (pthread_mutex_trylock(&news_lock) != 0)
        return;
    audio_clock_asked(&news.audio_clock, asked_us, mixer.clock, MIXER_RATE_HZ, LATENCY_US);
    memcpy(news.marks, mixer.marks, sizeof news.marks);
    news.section = mixer.voices[mixer.playing].section;
    for (int i = 0; i < SECTION_COUNT; i++)
        news.places[i] = mixer_place(&mixer, i);
    pthread_mutex_unlock(&news_lock);
}

/* Called on the device's thread, with what a stream has put into SAMPLES. */
static void on_chunk(int16_t *samples, int64_t count)
{
    int64_t asked_us = monotonic_us();
    if (state == STREAM_STARTING ||
        (state == SILENT && atomic_load(&play_wanted) && !score->stream))
        start_mixer(asked_us);
    /* from within, so that it begins with the next chunk's first sample */
    if (state == SILENT && atomic_load(&play_wanted) && formats->play_stream())
        state = STREAM_STARTING;
    if (state == PLAYING && atomic_load(&hush_wanted) != hushed) {
        hushed = !hushed;
        mixer_hush(&mixer, hushed, samples_of(HUSH_MS));
    }
    if (state == PLAYING && atomic_exchange(&fade_wanted, false))
        mixer_end(&mixer, samples_of(fade_out_ms), samples_of(ring_out_ms));
    publish(asked_us);
    mixer_mix(&mixer, samples, count);
}

static void on_device(void *data, Uint8 *buffer, int buffer_len)
{
    (void)data;
    SDL_memset(buffer, 0, (size_t)buffer_len);
    if (atomic_load(&opened)) /* all is there that is this thread's from now on */
        on_chunk((int16_t *)(void *)buffer, buffer_len / (CHANNELS * (int)sizeof(int16_t)));
}

/* Whether all of it is Ogg Vorbis in the mixer's format. */
static bool is_plain(void)
{
    bool plain = !score->stream;
    for (int i = 0; plain && i < SECTION_COUNT; i++)
        for (int part = 0; plain && part < score->sections[i].part_count; part++)
            plain = vorbis_part_fits(score->sections[i].parts[part]);
    return plain;
}

/* So much of COUNT samples as is measured. */
static int64_t shorter(int64_t count)
{
    return count < LOUDNESS_SAMPLES ? count : LOUDNESS_SAMPLES;
}

static const char *open_device(void)
{
    if (is_plain()) {
        /* the format is the mixer's, whatever the device's is: SDL or the server converts */
        const SDL_AudioSpec wanted = {.freq = MIXER_RATE_HZ,
                                      .format = AUDIO_S16SYS,
                                      .channels = CHANNELS,
                                      .samples = CHUNK_SAMPLES,
                                      .callback = on_device};
        device = SDL_OpenAudioDevice(NULL, 0, &wanted, NULL, 0);
        return device ? NULL : "no audio device";
    }
    if (!(formats = plugin_load(MUSIC_FORMATS_FILE, MUSIC_FORMATS_SYMBOL)))
        return "no SDL2_mixer";
    return formats->open(CHUNK_SAMPLES) ? NULL : "no audio device";
}

/* Once, before anything is heard: music that grows louder or quieter by itself is worse than some
 * that is not just right. COUNT samples are its beginning. */
static void set_volume(const int16_t *samples, int64_t count)
{
    double db = score->volume_db;
    if (db == THEME_VOLUME_UNSET)
        db = samples ? loudness_gain_db(loudness_of(samples, count)) : 0;
    mixer.volume = (float)(score->volume_percent / 100.0 * pow(10, db / 20));
}

/* By the walk, which most of the time is what is heard: how loud the others are beside it is the
 * theme's to say. */
static bool open_walk(void)
{
    bool measured = score->volume_db == THEME_VOLUME_UNSET;
    if (!music_parts_reach(&parts, GAIT_WALK, 0, measured ? LOUDNESS_SAMPLES : 1))
        return false;
    const struct mixer_score *walk = &mixer.scores[GAIT_WALK];
    set_volume(walk->parts[0].samples, shorter(atomic_load(&walk->decoded[0])));
    return true;
}

static const char *open_music(void)
{
    mixer_init(&mixer, 1);
    music_parts_init(&parts, &mixer, score, formats);
    if (!score->stream)
        return open_walk() ? NULL : "no music";
    double seconds;
    if (!formats->load_stream(score->stream, &seconds))
        return "no music";
    const int16_t *beginning = NULL;
    int64_t count = 0;
    if (score->volume_db == THEME_VOLUME_UNSET)
        beginning = formats->decode_beginning(score->stream, LOUDNESS_S, &count);
    set_volume(beginning, shorter(count));
    if (score->stream_has_tempo && seconds > 0)
        mixer.stream_samples = (int64_t)(seconds * MIXER_RATE_HZ + 0.5);
    return NULL;
}

static const char *player_open(const struct soundtrack_score *wanted)
{
    score = wanted;
    /* what a desktop's own mixer shows, and mutes by; music makes way for a telephone */
    SDL_SetHint(SDL_HINT_AUDIO_DEVICE_APP_NAME, "ocamlwalk");
    SDL_SetHint(SDL_HINT_AUDIO_DEVICE_STREAM_NAME, "ocamlwalk");
    SDL_SetHint(SDL_HINT_AUDIO_DEVICE_STREAM_ROLE, "music");
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0)
        return "no audio driver";
    const char *silent_because = open_device();
    if (!silent_because)
        silent_because = open_music();
    if (silent_because)
        return silent_because;
    if (formats) {
        formats->begin(on_chunk);
    } else {
        atomic_store(&opened, true);
        SDL_PauseAudioDevice(device, 0);
    }
    return NULL;
}

static const char *player_driver(void)
{
    const char *driver = SDL_GetCurrentAudioDriver();
    return driver ? driver : "none";
}

static bool player_play(int64_t since_us, int fade_ms)
{
    shown_us = since_us;
    fade_in_ms = fade_ms;
    if (!score->stream)
        music_parts_follow(&parts, GAIT_WALK, (struct mixer_place){0, walk_samples(monotonic_us())},
                           CHUNK_SAMPLES);
    atomic_store(&play_wanted, true);
    return true;
}

static struct mixer_place place_of(int section)
{
    pthread_mutex_lock(&news_lock);
    struct mixer_place place = news.places[section];
    pthread_mutex_unlock(&news_lock);
    return place;
}

static void player_change(enum gait section)
{
    if (score->stream || score->sections[section].part_count == 0)
        return;
    /* it is taken up on a beat, less than a stride later than where it was left */
    music_parts_follow(&parts, section, place_of(section), score->sections[section].stride_samples);
    mixer_want(&mixer, section);
}

static int player_tend(void)
{
    if (score->stream)
        return -1;
    music_parts_reach(&parts, SECTION_END, 0, END_SAMPLES);
    pthread_mutex_lock(&news_lock);
    int playing = news.section;
    pthread_mutex_unlock(&news_lock);
    int wanted = atomic_load(&mixer.wanted);
    bool settled = music_parts_follow(&parts, playing, place_of(playing), CHUNK_SAMPLES);
    if (wanted != playing)
        settled &= music_parts_follow(&parts, wanted, place_of(wanted), CHUNK_SAMPLES);
    return settled ? -1 : MUSIC_PARTS_PAUSE_MS;
}

static void player_hush(bool wanted)
{
    atomic_store(&hush_wanted, wanted);
}

static void player_fade(int fade_ms, int ring_ms)
{
    fade_out_ms = fade_ms;
    ring_out_ms = ring_ms;
    atomic_store(&fade_wanted, true);
}

static bool player_hears(int64_t moment_us, struct beat *beat)
{
    if (pthread_mutex_trylock(&news_lock) != 0)
        return false;
    bool ticks = audio_clock_ticks(&news.audio_clock, moment_us);
    int64_t sample = audio_clock_sample(&news.audio_clock, moment_us, MIXER_RATE_HZ);
    struct mixer_mark mark = mixer_mark_at(news.marks, sample);
    pthread_mutex_unlock(&news_lock);
    if (!ticks || sample < mark.at)
        return false;
    const struct soundtrack_section *section = &score->sections[mark.section];
    double strides = (double)(sample - mark.zero) / (double)section->stride_samples;
    *beat = (struct beat){
        .section = mark.section,
        .gait_ms = strides * section->stride_ms,
        .stride_ms = section->stride_ms,
        .pace = section->stride_ms * MIXER_RATE_HZ / 1000 / (double)section->stride_samples,
    };
    return true;
}

/* A device of SDL's that nobody hears, for SDL_mixer decodes to the format of one. */
static const char *open_dummy_device(void)
{
    SDL_SetHintWithPriority(SDL_HINT_AUDIODRIVER, "dummy", SDL_HINT_OVERRIDE);
    return SDL_InitSubSystem(SDL_INIT_AUDIO) != 0 ? "no audio driver" : open_device();
}

static bool decode_stream(void)
{
    int64_t count;
    const int16_t *samples = formats->decode(score->stream, INT_MAX, &count);
    if (!samples)
        return false;
    mixer_section(&mixer, GAIT_WALK, 1, score->sections[GAIT_WALK].stride_samples);
    mixer_part(&mixer, GAIT_WALK, 0, samples, count);
    mixer_decoded(&mixer, GAIT_WALK, 0, count);
    set_volume(samples, shorter(count));
    return true;
}

static const char *player_open_silent(const struct soundtrack_score *wanted)
{
    score = wanted;
    const char *failed = is_plain() ? NULL : open_dummy_device();
    if (failed)
        return failed;
    mixer_init(&mixer, 1);
    music_parts_init(&parts, &mixer, score, formats);
    if (score->stream)
        return decode_stream() ? NULL : "no music";
    if (!open_walk())
        return "no music";
    for (int i = 0; i < SECTION_COUNT; i++)
        for (int part = 0; part < score->sections[i].part_count; part++)
            if (!music_parts_reach(&parts, i, part, INT64_MAX))
                return "no music";
    return NULL;
}

static int64_t player_length(int section)
{
    int64_t length = 0;
    for (int part = 0; part < mixer.scores[section].part_count; part++)
        length += mixer.scores[section].parts[part].sample_count;
    return length;
}

static void player_render(int16_t *out, int64_t count)
{
    if (!mixer.started)
        mixer_start(&mixer, 0, 1);
    if (atomic_exchange(&fade_wanted, false))
        mixer_end(&mixer, samples_of(fade_out_ms), samples_of(ring_out_ms));
    SDL_memset(out, 0, (size_t)count * CHANNELS * sizeof *out);
    mixer_mix(&mixer, out, count);
}

const struct soundtrack_player soundtrack_player = {
    .open = player_open,
    .driver = player_driver,
    .play = player_play,
    .change = player_change,
    .tend = player_tend,
    .hush = player_hush,
    .fade = player_fade,
    .hears = player_hears,
    .open_silent = player_open_silent,
    .length = player_length,
    .render = player_render,
};
