/* checkpassword-nothing: the least that a checkpassword can do for Dovecot. It lets everybody in and looks nothing up.
 *
 * usage: checkpassword-nothing [--direct-reply] PROGRAM [ARGUMENT …]
 *
 * With --direct-reply it writes the reply itself, as vmail-checkpassword does; without, it becomes PROGRAM. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int main(int count, char **arguments)
{
    char request[513], reply[2048];
    ssize_t length = read(3, request, sizeof request - 1);

    if (length <= 0 || count < 2) return 111;
    request[length] = 0;
    close(3);
    if (strcmp(arguments[1], "--direct-reply") == 0) {
        int written = snprintf(reply, sizeof reply,
                               "user=%s\tuserdb_home=/home/vmail/nobody\tuserdb_uid=842\tuserdb_gid=800\t"
                               "userdb_mail=maildir:~/Mail\t", request);
        return write(4, reply, (size_t)written) == written ? 0 : 111;
    }
    setenv("USER", request, 1);
    setenv("HOME", "/home/vmail/nobody", 1);
    setenv("userdb_uid", "842", 1);
    setenv("userdb_gid", "800", 1);
    setenv("userdb_mail", "maildir:~/Mail", 1);
    setenv("EXTRA", "userdb_uid userdb_gid userdb_mail", 1);
    execvp(arguments[1], arguments + 1);
    return 111;
}
