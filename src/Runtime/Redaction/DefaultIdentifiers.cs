namespace Weaver.Redaction;

/// <summary>Identifiers that are never shown unless the configuration excludes them. Normalized already.</summary>
internal static class DefaultIdentifiers
{
    public static readonly string[] All =
    [
        "2fa", "accesstoken", "aiohttpsession", "apikey", "apisecret", "apisignature", "appkey", "applicationkey",
        "auth", "authorization", "authtoken", "ccnumber", "certificatepin", "cipher", "clientid", "clientsecret",
        "connectionstring", "connectsid", "cookie", "credentials", "creditcard", "csrf", "csrftoken", "cvv",
        "databaseurl", "dburl", "encryptionkey", "encryptionkeyid", "geolocation", "gpgkey", "ipaddress", "jti",
        "jwt", "licensekey", "masterkey", "mysqlpwd", "nonce", "oauth", "oauthtoken", "otp",
        "passhash", "passwd", "password", "passwordb", "pemfile", "pgpkey", "phpsessid", "pin",
        "pincode", "pkcs8", "privatekey", "publickey", "pwd", "recaptchakey", "refreshtoken", "routingnumber",
        "salt", "secret", "secretkey", "secrettoken", "securityanswer", "securitycode", "securityquestion",
        "serviceaccountcredentials", "session", "sessionid", "sessionkey", "setcookie", "signature", "signaturekey",
        "sshkey", "ssn", "symfony", "token", "transactionid", "twiliotoken", "usersession", "voterid",
        "xapikey", "xauthtoken", "xcsrftoken", "xforwardedfor", "xrealip", "xsrf", "xsrftoken",
    ];
}
