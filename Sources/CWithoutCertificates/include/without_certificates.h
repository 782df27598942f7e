#ifndef MOSAIC_WITHOUT_CERTIFICATES_H
#define MOSAIC_WITHOUT_CERTIFICATES_H

// Where libgit2 is built on mbed TLS, as in Debian, it reads every certificate of the system as soon as it is initialized:
// some six milliseconds, which is longer than most commands take. Mosaic has git speak to servers, and never libgit2, so that
// there is nothing to be certified: these functions take the place of those that read certificates, and read none. Where
// libgit2 is built on something else, nobody calls them.

int mbedtls_x509_crt_parse_path(void *chain, const char *path);
int mbedtls_x509_crt_parse_file(void *chain, const char *path);

#endif
