/// A table that Postfix asks for, by the name of the parameter in main.cf that uses it.
public enum PostfixMap: String, CaseIterable, Sendable {
    case mydestination
    case relayDomains = "relay_domains"
    case virtualAliasDomains = "virtual_alias_domains"
    case virtualMailboxDomains = "virtual_mailbox_domains"
    case localRecipientMaps = "local_recipient_maps"
    case relayRecipientMaps = "relay_recipient_maps"
    case virtualMailboxMaps = "virtual_mailbox_maps"
    case virtualAliasMaps = "virtual_alias_maps"
    case transportMaps = "transport_maps"
    case checkRecipientAccess = "check_recipient_access"
    case senderLoginMaps = "smtpd_sender_login_maps"
}
