#include <sodium/core.h>
#include <sodium/crypto_pwhash.h>
#include <sodium/utils.h>
