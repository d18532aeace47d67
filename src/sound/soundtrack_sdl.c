/* SPDX-License-Identifier: MIT */
/* The player by SDL2_mixer: a shared object that only the soundtrack's thread opens. Owns the audio
 * device and the music, until _exit. */
#include "soundtrack_player.h"

#include "audio_clock.h"
#include "mixer.h"
#include "monotonic.h"

#include <SDL.h>
#include <SDL_mixer.h>
#include <pthread.h>
#include <stdatomic.h>
#include <string.h>
#include <unistd.h>

#define CHANNELS      2
#define CHUNK_SAMPLES 3072 /* 70 ms: wakes up as seldom as a fade of 120 ms allows */
#define PART_S_MAX    120  /* of a part, which is held in memory */
#define AHEAD_SAMPLES (4 * MIXER_RATE_HZ)
#define TEND_MS       1000

/* The one soundtrack of the process. The mixer is the audio thread's once it plays. */
static const struct soundtrack_score *score;
static struct mixer mixer;
static Mix_Music *stream;
static int64_t latency_us;
static int64_t shown_us;
static int fade_in_ms;
static atomic_bool play_wanted, fade_wanted;
static int fade_out_ms, ring_out_ms;
static enum { SILENT, STREAM_STARTING, PLAYING } state;

/* What the audio thread lets others know. It and the main thread only ever try the lock, and do
 * without. */
static pthread_mutex_t news_lock = PTHREAD_MUTEX_INITIALIZER;
static struct {
    struct audio_clock audio_clock;
    struct mixer_mark marks[2];
    int section; /* that the mixer plays */
    int part;
    int64_t left_samples; /* of that part */
} news;

static int64_t samples_of(int ms)
{
    return (int64_t)ms * MIXER_RATE_HZ / 1000;
}

static void start_mixer(int64_t asked_us)
{
    const struct soundtrack_section *walk = &score->sections[GAIT_WALK];
    double gait_ms = (double)(asked_us + latency_us - shown_us) / 1000;
    double stride = gait_ms / walk->stride_ms, phase = stride - (double)(int64_t)stride;
    if (stream && score->stream_has_tempo)
        phase = 0; /* the camel will find its way into the music */
    mixer_start(&mixer, (int64_t)(phase * (double)walk->stride_samples), samples_of(fade_in_ms));
    state = PLAYING;
}

/* Called by SDL_mixer, on the device's thread, with the music that it has put into BUFFER. */
static void on_chunk(void *data, Uint8 *buffer, int buffer_len)
{
    (void)data;
    int64_t count = buffer_len / (CHANNELS * (int)sizeof(int16_t)), asked_us = monotonic_us();
    if (state == STREAM_STARTING || (state == SILENT && atomic_load(&play_wanted) && !stream))
        start_mixer(asked_us);
    /* from within, so that it begins with the next chunk's first sample */
    if (state == SILENT && atomic_load(&play_wanted) && Mix_PlayMusic(stream, -1) == 0)
        state = STREAM_STARTING;
    if (state == PLAYING && atomic_exchange(&fade_wanted, false))
        mixer_end(&mixer, samples_of(fade_out_ms), samples_of(ring_out_ms));
    if (pthread_mutex_trylock(&news_lock) == 0) {
        const struct mixer_voice *voice = &mixer.voices[mixer.playing];
        audio_clock_asked(&news.audio_clock, asked_us, mixer.clock, MIXER_RATE_HZ, latency_us);
        memcpy(news.marks, mixer.marks, sizeof news.marks);
        news.section = voice->section;
        news.part = voice->part;
        news.left_samples =
            mixer.scores[voice->section].parts[voice->part].sample_count - voice->at;
        pthread_mutex_unlock(&news_lock);
    }
    mixer_mix(&mixer, (int16_t *)(void *)buffer, count);
}

/* Decodes the whole of PATH. */
static bool decode(int section, int part, const char *path)
{
    Mix_Chunk *chunk = Mix_LoadWAV(path);
    if (!chunk || chunk->alen < CHANNELS * sizeof(int16_t))
        return false;
    mixer_part(&mixer, section, part, (const int16_t *)(const void *)chunk->abuf,
               chunk->alen / (CHANNELS * (Uint32)sizeof(int16_t)));
    return true;
}

/* Decodes a part, unless it is there already, or too long to be kept in memory. */
static bool fetch(int section, int part)
{
    if (mixer_has(&mixer, section, part))
        return true;
    const char *path = score->sections[section].parts[part];
    Mix_Music *music = Mix_LoadMUS(path);
    if (!music)
        return false;
    double seconds = Mix_MusicDuration(music);
    Mix_FreeMusic(music);
    return seconds > 0 && seconds <= PART_S_MAX && decode(section, part, path);
}

/* SDL_mixer knows one place where a soundfont may be; distributions know more. */
static void find_soundfont(void)
{
    static const char *const places[] = {
        "/usr/share/sounds/sf3/default-GM.sf3",
        "/usr/share/sounds/sf2/default-GM.sf2",
        "/usr/share/soundfonts/default.sf2",
        "/usr/share/soundfonts/FluidR3_GM.sf2",
    };
    const char *known = Mix_GetSoundFonts();
    if (known && access(known, R_OK) == 0)
        return;
    for (size_t i = 0; !SDL_getenv("SDL_SOUNDFONTS") && i < SDL_arraysize(places); i++)
        if (access(places[i], R_OK) == 0) {
            Mix_SetSoundFonts(places[i]);
            return;
        }
}

static void set_sections(void)
{
    for (int i = 0; i < SECTION_COUNT; i++)
        mixer_section(&mixer, i, score->stream ? 0 : score->sections[i].part_count,
                      score->sections[i].stride_samples);
}

static const char *open_music(void)
{
    mixer_init(&mixer, (float)score->volume_percent / 100);
    set_sections();
    if (!score->stream)
        return fetch(GAIT_WALK, 0) ? NULL : "no music";
    find_soundfont();
    if (!(stream = Mix_LoadMUS(score->stream)))
        return "no music";
    if (score->stream_has_tempo && Mix_MusicDuration(stream) > 0)
        mixer.stream_samples = (int64_t)(Mix_MusicDuration(stream) * MIXER_RATE_HZ + 0.5);
    return NULL;
}

static const char *open_device(void)
{
    /* the format is the mixer's, whatever the device's is: SDL or the server converts */
    if (Mix_OpenAudioDevice(MIXER_RATE_HZ, AUDIO_S16SYS, CHANNELS, CHUNK_SAMPLES, NULL, 0) != 0)
        return "no audio device";
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
    /* SDL does not say how long what it hands over waits. A PulseAudio asked for a buffer of one
     * chunk asks for more when most of it has gone: heard on null sinks, 47 to 58 ms of 70 */
    latency_us = (int64_t)CHUNK_SAMPLES * 1000000 / MIXER_RATE_HZ * 3 / 4;
    Mix_SetPostMix(on_chunk, NULL);
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
    atomic_store(&play_wanted, true);
    return true;
}

static void player_change(enum gait section)
{
    if (score->stream || score->sections[section].part_count == 0)
        return;
    /* where it was left was fetched then; else it begins at the beginning */
    if (mixer_has(&mixer, section, 0) || fetch(section, 0))
        mixer_want(&mixer, section);
    if (!mixer_has(&mixer, SECTION_END, 0) && score->sections[SECTION_END].part_count > 0)
        fetch(SECTION_END, 0);
}

static int player_tend(void)
{
    if (score->stream)
        return -1;
    if (score->sections[SECTION_END].part_count > 0)
        fetch(SECTION_END, 0);
    pthread_mutex_lock(&news_lock);
    int section = news.section, next = news.part + 1;
    int64_t left_samples = news.left_samples;
    pthread_mutex_unlock(&news_lock);
    int count = score->sections[section].part_count;
    if (count > 0 && left_samples < AHEAD_SAMPLES)
        fetch(section, next % count);
    for (int i = 0; i < SECTION_COUNT; i++)
        for (int part = 1; part < score->sections[i].part_count; part++)
            if (mixer_has(&mixer, i, 0) && !mixer_has(&mixer, i, part))
                return TEND_MS;
    return -1;
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

static const char *player_open_silent(const struct soundtrack_score *wanted)
{
    score = wanted;
    /* SDL_mixer decodes to the format of a device, so there must be one */
    SDL_SetHintWithPriority(SDL_HINT_AUDIODRIVER, "dummy", SDL_HINT_OVERRIDE);
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0 || open_device())
        return "no audio driver";
    mixer_init(&mixer, (float)score->volume_percent / 100);
    if (score->stream) {
        find_soundfont();
        mixer_section(&mixer, GAIT_WALK, 1, score->sections[GAIT_WALK].stride_samples);
        return decode(GAIT_WALK, 0, score->stream) ? NULL : "no music";
    }
    set_sections();
    for (int i = 0; i < SECTION_COUNT; i++)
        for (int part = 0; part < score->sections[i].part_count; part++)
            if (!decode(i, part, score->sections[i].parts[part]))
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
    .fade = player_fade,
    .hears = player_hears,
    .open_silent = player_open_silent,
    .length = player_length,
    .render = player_render,
};
