"""Configurations of Dovecot's sql driver, with the policy table as far as an administrator can express it in SQL."""

FILE_23 = """
driver = sqlite
connect = {database}
default_pass_scheme = CRYPT
password_query = SELECT addLocalpart || '@' || domName AS user, vmPasswd AS password, domClass AS userdb_uid, \\
    800 AS userdb_gid, '/home/vmail/' || domName || '/' || addLocalpart AS userdb_home, \\
    'maildir:~/Mail' AS userdb_mail \\
    FROM Domain JOIN Address ON addDomNum = domNum JOIN VMailbox ON vmNum = addNum \\
    WHERE domName = '%Ld' AND addLocalpart = '%Ln' \\
    AND Address.active NOT IN (0, -1) AND VMailbox.active NOT IN (0, -1)
user_query = SELECT addLocalpart || '@' || domName AS user, domClass AS uid, 800 AS gid, \\
    '/home/vmail/' || domName || '/' || addLocalpart AS home, 'maildir:~/Mail' AS mail \\
    FROM Domain JOIN Address ON addDomNum = domNum JOIN VMailbox ON vmNum = addNum \\
    WHERE domName = '%Ld' AND addLocalpart = '%Ln' \\
    AND Address.active <> 0 AND VMailbox.active <> 0
"""

SECTIONS_23 = """
passdb {{
  driver = sql
  args = {inside}/dovecot-sql.conf.ext
}}
userdb {{
  driver = prefetch
}}
userdb {{
  driver = sql
  args = {inside}/dovecot-sql.conf.ext
}}
"""


def for_23(folder, database):
    (folder / "dovecot-sql.conf.ext").write_text(FILE_23.format(database=database))
    return SECTIONS_23


FOUND_24 = """    FROM Domain JOIN Address ON addDomNum = domNum JOIN VMailbox ON vmNum = addNum \\
    WHERE domName = '%{{user | domain | lower}}' AND addLocalpart = '%{{user | username | lower}}' \\
"""
FOR_24 = (
    """
sql_driver = sqlite
sqlite_path = {inside}/mail.sqlite
sqlite_readonly = yes
passdb sql {{
  query = SELECT addLocalpart || '@' || domName AS user, vmPasswd AS password, domClass AS userdb_uid, \\
    800 AS userdb_gid, '/home/vmail/' || domName || '/' || addLocalpart AS userdb_home, \\
    'maildir' AS userdb_mail_driver, '~/Mail' AS userdb_mail_path \\
"""
    + FOUND_24
    + """    AND Address.active NOT IN (0, -1) AND VMailbox.active NOT IN (0, -1)
}}
userdb prefetch {{
}}
userdb sql {{
  query = SELECT addLocalpart || '@' || domName AS user, domClass AS uid, 800 AS gid, \\
    '/home/vmail/' || domName || '/' || addLocalpart AS home, 'maildir' AS mail_driver, '~/Mail' AS mail_path \\
"""
    + FOUND_24
    + """    AND Address.active <> 0 AND VMailbox.active <> 0
}}
"""
)
