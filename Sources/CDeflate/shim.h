#ifndef MOSAIC_CDEFLATE_SHIM_H
#define MOSAIC_CDEFLATE_SHIM_H

#include <libdeflate.h>

#endif
