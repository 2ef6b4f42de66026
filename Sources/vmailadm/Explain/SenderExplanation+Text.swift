import AccountAdministration

extension SenderExplanation: Answer {
    /// A sentence, and below it every login that may use the address.
    var lines: [String] {
        let verdict =
            switch isAllowed {
            case true: "may send as"
            case false: "may not send as"
            case nil: "cannot be told whether to send as"
            }
        let owners = logins.isEmpty ? [] : ["", "smtpd_sender_login_maps  \(logins.joined(separator: ", "))"]
        return ["\(login) \(verdict) \(sender): \(reason)"] + owners
    }
}
