/* SPDX-License-Identifier: MIT */
/* The least that a window can cost, to measure the camel's by: XCB and shared memory, as large and
 * redrawn as often, of one stripe on one colour. Until it is killed. Owns one window. */
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <time.h>
#include <unistd.h>
#include <xcb/shm.h>
#include <xcb/xcb.h>

enum { WIDTH = 360, HEIGHT = 270, STRIPE = 40, FRAME_MS = 42 };

static void draw(uint32_t *pixels, int frame)
{
    int from = frame * 4 % WIDTH;
    for (int y = 0; y < HEIGHT; y++)
        for (int x = 0; x < WIDTH; x++)
            pixels[y * WIDTH + x] = x >= from && x < from + STRIPE ? 0x4a3c2c : 0xe6dfcf;
}

static xcb_window_t open_window(xcb_connection_t *display, const xcb_screen_t *screen)
{
    xcb_window_t window = xcb_generate_id(display);
    uint32_t values[] = {1, XCB_EVENT_MASK_EXPOSURE}; /* override-redirect: no window manager */
    xcb_create_window(display, XCB_COPY_FROM_PARENT, window, screen->root,
                      (int16_t)((screen->width_in_pixels - WIDTH) / 2),
                      (int16_t)((screen->height_in_pixels - HEIGHT) / 2), WIDTH, HEIGHT, 0,
                      XCB_WINDOW_CLASS_INPUT_OUTPUT, screen->root_visual,
                      XCB_CW_OVERRIDE_REDIRECT | XCB_CW_EVENT_MASK, values);
    xcb_map_window(display, window);
    xcb_flush(display);
    return window;
}

int main(void)
{
    xcb_connection_t *display = xcb_connect(NULL, NULL);
    if (xcb_connection_has_error(display))
        return 1;
    const xcb_screen_t *screen = xcb_setup_roots_iterator(xcb_get_setup(display)).data;
    xcb_window_t window = open_window(display, screen);
    int id = shmget(IPC_PRIVATE, (size_t)WIDTH * HEIGHT * 4, IPC_CREAT | 0600);
    uint32_t *pixels = id >= 0 ? shmat(id, NULL, 0) : NULL;
    if (!pixels || pixels == (void *)-1)
        return 1;
    xcb_shm_seg_t segment = xcb_generate_id(display);
    xcb_shm_attach(display, segment, (uint32_t)id, false);
    free(xcb_get_input_focus_reply(display, xcb_get_input_focus(display), NULL)); /* attached */
    shmctl(id, IPC_RMID, NULL);
    xcb_gcontext_t gc = xcb_generate_id(display);
    xcb_create_gc(display, gc, window, 0, NULL);
    free(xcb_wait_for_event(display)); /* exposed */
    struct timespec due;
    clock_gettime(CLOCK_MONOTONIC, &due);
    for (int frame = 0; !xcb_connection_has_error(display); frame++) {
        draw(pixels, frame);
        xcb_shm_put_image(display, window, gc, WIDTH, HEIGHT, 0, 0, WIDTH, HEIGHT, 0, 0,
                          screen->root_depth, XCB_IMAGE_FORMAT_Z_PIXMAP, false, segment, 0);
        xcb_flush(display);
        due.tv_nsec += FRAME_MS * 1000000L;
        due.tv_sec += due.tv_nsec / 1000000000;
        due.tv_nsec %= 1000000000;
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &due, NULL);
        xcb_generic_event_t *event;
        while ((event = xcb_poll_for_event(display)))
            free(event);
    }
    return 0;
}
