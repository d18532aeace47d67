/* SPDX-License-Identifier: MIT */
/* Which art a desktop's scale asks for. */
#include "scale.h"

#include <stdlib.h>

int scale_of_ratio(double ratio)
{
    int scale = 1;
    while (scale < SCALE_MAX && ratio >= scale + 0.5)
        scale++;
    return scale;
}

int scale_of_text(const char *text)
{
    if (!text)
        return 1;
    char *end;
    double ratio = strtod(text, &end);
    return *end ? 1 : scale_of_ratio(ratio);
}
