/* SPDX-License-Identifier: MIT */
/* In a launch: the musician, a shared object that only the soundtrack's thread opens.
 * Owns the audio device and the music, until _exit. */
#include "soundtrack_player.h"

#include <SDL.h>
#include <SDL_mixer.h>

#define RATE_HZ       44100
#define CHANNELS      2
#define CHUNK_SAMPLES 1024 /* 23 ms: a fade of 120 ms still has steps */

static Mix_Music *music; /* the one soundtrack of the process; only its thread comes here */

static const char *player_open(const char *path, int volume_percent)
{
    /* what a desktop's own mixer shows, and mutes by */
    SDL_SetHint(SDL_HINT_AUDIO_DEVICE_APP_NAME, "ocamlwalk");
    SDL_SetHint(SDL_HINT_AUDIO_DEVICE_STREAM_NAME, "soundtrack");
    SDL_SetHint(SDL_HINT_AUDIO_DEVICE_STREAM_ROLE, "music");
    if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0)
        return "no audio driver";
    if (Mix_OpenAudio(RATE_HZ, AUDIO_S16SYS, CHANNELS, CHUNK_SAMPLES) != 0)
        return "no audio device";
    if (!(music = Mix_LoadMUS(path)))
        return "no music";
    Mix_VolumeMusic(MIX_MAX_VOLUME * volume_percent / 100);
    return NULL;
}

static const char *player_driver(void)
{
    const char *driver = SDL_GetCurrentAudioDriver();

    return driver ? driver : "none";
}

static bool player_play(int fade_ms)
{
    return Mix_FadeInMusic(music, -1, fade_ms) == 0;
}

static void player_fade(int fade_ms)
{
    Mix_FadeOutMusic(fade_ms > 0 ? fade_ms : 1);
}

const struct soundtrack_player soundtrack_player = {
    .open = player_open,
    .driver = player_driver,
    .play = player_play,
    .fade = player_fade,
};
