-- The names of the HOWTO's appendix, for "vmailadm init --example": a domain of each class, with its addresses.
-- Logins to the mailboxes fail until they have passwords.

BEGIN;

INSERT INTO RClass (rcNum, rcName) VALUES
    (10, 'aggressive'),
    (20, 'moderate'),
    (50, 'reject');

INSERT INTO Transport (tpNum, tpTransport, tpNexthop) VALUES (7, 'smtp', 'mx.example');

INSERT INTO Domain (domNum, domName, domClass, domTpNum, domRcNum, domSysUser) VALUES
    (1, 'myhostname.example.com', 1, NULL, NULL, 0),
    (2, 'relay.example', 2, 7, 20, 0),
    (3, 'alias.example', 3, NULL, 20, 0),
    (4, 'vmail.example', 842, NULL, 20, 1007),
    (5, 'domain.example', 842, NULL, NULL, 0),
    (6, 'your.target.example', 842, NULL, NULL, 0),
    (7, 'changed.example', 2, 7, NULL, 0),
    (8, 'catchall.example', 3, NULL, NULL, 0),
    (9, 'killed.example', 3, NULL, NULL, 0);

INSERT INTO Address (addNum, addLocalpart, addDomNum) VALUES
    (1, 'root', 1),
    (2, 'postmaster', 1),
    (3, 'abuse', 1),
    (4, 'victim', 1),
    (5, 'compromised', 1),
    (6, 'postmaster', 2),
    (7, 'abuse', 2),
    (8, 'relay-killed', 2),
    (9, 'postmaster', 3),
    (10, 'abuse', 3),
    (11, 'postmaster', 4),
    (12, 'abuse', 4),
    (13, 'vmail-killed', 4),
    (14, 'victim', 5),
    (15, 'changed', 5),
    (16, 'compromised', 5),
    (17, 'your-target', 6);
    
INSERT INTO VMailbox (vmNum, vmPasswd) VALUES
    (13, NULL),
    (16, NULL),
    (17, NULL);

INSERT INTO VAlias (vaNum, vaTargetNum) VALUES
    (2, 1), (3, 1),
    (9, 1), (10, 1),
    (11, 1), (12, 1),
    (4, 17);

INSERT INTO Alias (aliasNum, aliasTarget) VALUES (4, '/dev/null');

COMMIT;
