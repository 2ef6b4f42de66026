-- The accounts of a Postfix/Dovecot server in one SQLite file: the tables of the HOWTO, in its own names, and below
-- them those of vmail-auth, which "vmailadm schema upgrade" adds to a database that has only the HOWTO's.
-- Postfix, vmail-checkpassword, vmail-dictd and vmailadm read them; vmailadm and you write them.
--
--     vmailadm init
--     sqlite3 /var/lib/vmail-auth/mail.sqlite < schema.sql      (the same, without vmailadm)
--
-- "active": 1 is on and 0 is off; −1 in a Domain, an Address or a VMailbox blocks logins, and mail is still delivered.

PRAGMA foreign_keys = ON;   -- SQLite enforces REFERENCES only on connections that set this

BEGIN;

PRAGMA user_version = 1;    -- this schema; a database with the HOWTO's tables alone has 0

CREATE TABLE Transport (                -- where Postfix sends mail that this server does not keep
    tpNum       INTEGER PRIMARY KEY,
    active      INTEGER DEFAULT 1,
    tpTransport TEXT,
    tpNexthop   TEXT,
    tpMx        INTEGER DEFAULT 1,      -- 0: the host itself, without an MX look-up
    tpPort      INTEGER,
    UNIQUE (tpTransport, tpNexthop, tpMx, tpPort)
);

CREATE TABLE RClass (                   -- restriction classes: exactly two columns, as in the HOWTO
    rcNum  INTEGER PRIMARY KEY CHECK (rcNum BETWEEN 0 AND 99),
    rcName TEXT
);

CREATE TABLE Domain (
    domNum     INTEGER PRIMARY KEY,
    domName    TEXT NOT NULL UNIQUE,
    active     INTEGER DEFAULT 1,          -- 0: no new mail, but logins; -1: no logins, but mail
    domClass   INTEGER,                             -- 0 foreign (its addresses are only targets),
                                                    -- 1 local, 2 relay, 3 virtual alias,
                                                    -- else the uid that owns the domain's mail
    domTpNum   INTEGER REFERENCES Transport (tpNum),
    domRcNum   INTEGER REFERENCES RClass (rcNum),
    domSysUser INTEGER NOT NULL DEFAULT 0           -- the system uid in charge of the domain
);

CREATE TABLE Address (
    addNum       INTEGER PRIMARY KEY,
    addLocalpart TEXT NOT NULL,                     -- '' is a catchall
    addDomNum    INTEGER NOT NULL REFERENCES Domain (domNum),
    active       INTEGER DEFAULT 1,
    addTpNum     INTEGER REFERENCES Transport (tpNum),
    addRcNum     INTEGER REFERENCES RClass (rcNum),
    UNIQUE (addLocalpart, addDomNum)
);
CREATE INDEX AddressDomain ON Address (addDomNum);

CREATE TABLE VMailbox (                 -- an address that has a mailbox and can log in
    vmNum    INTEGER PRIMARY KEY REFERENCES Address (addNum),
    active   INTEGER DEFAULT 1,
    vmPasswd TEXT                       -- {SCHEME}data, as `vmailadm pw` and `doveadm pw` write it
);

CREATE TABLE VAlias (
    vaNum       INTEGER NOT NULL REFERENCES Address (addNum),
    vaTargetNum INTEGER NOT NULL REFERENCES Address (addNum),
    active      INTEGER DEFAULT 1,
    PRIMARY KEY (vaNum, vaTargetNum)
);
CREATE INDEX VAliasTarget ON VAlias (vaTargetNum);

CREATE TABLE Alias (                    -- aliases of local(8): commands, files, includes
    aliasNum    INTEGER NOT NULL REFERENCES Address (addNum),
    aliasTarget TEXT NOT NULL,
    active      INTEGER DEFAULT 1
);
CREATE INDEX AliasAddress ON Alias (aliasNum);

CREATE TABLE Sender (                   -- a login and an address that it may send as, besides its own
    sndNum     INTEGER NOT NULL REFERENCES Address (addNum),
    sndAddress TEXT NOT NULL,           -- in lower case; @domain is every address of a domain
    active     INTEGER DEFAULT 1,
    PRIMARY KEY (sndAddress, sndNum)
) WITHOUT ROWID;
CREATE INDEX SenderLogin ON Sender (sndNum);

COMMIT;
