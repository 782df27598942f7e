#ifndef MOSAIC_CYAML_SHIM_H
#define MOSAIC_CYAML_SHIM_H

#include <yaml.h>

#endif
