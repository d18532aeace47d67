/* SPDX-License-Identifier: MIT */
/* What SDL2_mixer plays: MIDI, MP3, FLAC, modules and more. A plugin. Owns the device and the
 * stream, until _exit. */
#include "music_formats.h"

#include "mixer.h"

#include <SDL.h>
#include <SDL_mixer.h>
#include <stdatomic.h>
#include <unistd.h>

#define CHANNELS      2
#define SAMPLE_BYTES  (CHANNELS * (Uint32)sizeof(int16_t))
#define BEGINNING_MAX (16 << 20) /* bytes of it */

static Mix_Music *stream;
static _Atomic(void (*)(int16_t *samples, int64_t count)) fill_chunk;

static void on_post_mix(void *data, Uint8 *buffer, int buffer_len)
{
    (void)data;
    void (*fill)(int16_t *, int64_t) = atomic_load(&fill_chunk);
    fill((int16_t *)(void *)buffer, buffer_len / (int)SAMPLE_BYTES);
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

static bool open_device(int chunk_samples)
{
    /* the format is the mixer's, whatever the device's is: SDL or the server converts */
    if (Mix_OpenAudioDevice(MIXER_RATE_HZ, AUDIO_S16SYS, CHANNELS, chunk_samples, NULL, 0) != 0)
        return false;
    find_soundfont();
    return true;
}

static double seconds_of(const char *path)
{
    Mix_Music *music = Mix_LoadMUS(path);
    double seconds = music ? Mix_MusicDuration(music) : 0;
    Mix_FreeMusic(music);
    return seconds;
}

static const int16_t *decode(const char *path, int seconds_max, int64_t *sample_count)
{
    double seconds = seconds_of(path);
    if (!(seconds > 0) || seconds > seconds_max)
        return NULL;
    Mix_Chunk *chunk = Mix_LoadWAV(path);
    if (!chunk || chunk->alen < SAMPLE_BYTES)
        return NULL;
    *sample_count = chunk->alen / SAMPLE_BYTES;
    return (const int16_t *)(const void *)chunk->abuf;
}

/* Of what is bits of sound one after the other, so that half a file is half the music. */
static bool has_a_beginning(Mix_MusicType type)
{
    return type == MUS_WAV || type == MUS_OGG || type == MUS_MP3 || type == MUS_FLAC ||
           type == MUS_OPUS;
}

/* The first PART, 0 to 1, of the file; the caller frees it. NULL: it cannot be read. */
static void *read_beginning(const char *path, double part, size_t *len)
{
    SDL_RWops *file = SDL_RWFromFile(path, "rb");
    Sint64 size = file ? SDL_RWsize(file) : 0;
    *len = size > 0 ? (size_t)((double)size * part) : 0;
    void *bytes = *len > 0 && *len < BEGINNING_MAX ? SDL_malloc(*len) : NULL;
    if (bytes)
        *len = SDL_RWread(file, bytes, 1, *len);
    if (file)
        SDL_RWclose(file);
    return bytes;
}

static const int16_t *decode_beginning(const char *path, int seconds, int64_t *sample_count)
{
    double duration = Mix_MusicDuration(stream);
    if (!has_a_beginning(Mix_GetMusicType(stream)) || !(duration > 0))
        return NULL;
    size_t len;
    void *bytes = read_beginning(path, duration > seconds ? seconds / duration : 1, &len);
    if (!bytes)
        return NULL;
    Mix_Chunk *chunk = Mix_LoadWAV_RW(SDL_RWFromConstMem(bytes, (int)len), 1);
    SDL_free(bytes);
    if (!chunk || chunk->alen < SAMPLE_BYTES)
        return NULL;
    *sample_count = chunk->alen / SAMPLE_BYTES;
    return (const int16_t *)(const void *)chunk->abuf;
}

static bool load_stream(const char *path, double *seconds)
{
    if (!(stream = Mix_LoadMUS(path)))
        return false;
    *seconds = Mix_MusicDuration(stream);
    return true;
}

static void begin(void (*on_chunk)(int16_t *samples, int64_t count))
{
    atomic_store(&fill_chunk, on_chunk);
    Mix_SetPostMix(on_post_mix, NULL);
}

static bool play_stream(void)
{
    return Mix_PlayMusic(stream, -1) == 0;
}

const struct music_formats music_formats = {
    .open = open_device,
    .decode = decode,
    .load_stream = load_stream,
    .decode_beginning = decode_beginning,
    .begin = begin,
    .play_stream = play_stream,
};
