#include <sodium/core.h>
#include <sodium/crypto_pwhash_argon2i.h>
#include <sodium/crypto_pwhash_argon2id.h>
#include <sodium/utils.h>
