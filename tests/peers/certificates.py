"""A certificate authority of a day, and a server's certificate of it for 127.0.0.1: ca.pem, server.pem and server.key in the folder
that is the argument. With the package `cryptography`, which msal brings along.
"""
import datetime
import ipaddress
import pathlib
import sys

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

folder = pathlib.Path(sys.argv[1])
now = datetime.datetime.now(datetime.timezone.utc)


def name(text):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def certificate(subject, key, issuer, signer, extensions):
    builder = (
        x509.CertificateBuilder(issuer, name(subject), key.public_key(), x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1))
        .not_valid_after(now + datetime.timedelta(days=1))
    )
    for extension, critical in extensions:
        builder = builder.add_extension(extension, critical)
    return builder.sign(signer, hashes.SHA256())


def usage(**uses):
    names = ["digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
             "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"]
    return x509.KeyUsage(**{name: uses.get(name, False) for name in names})


def write(file, content):
    (folder / file).write_bytes(content)


authority_key = ec.generate_private_key(ec.SECP256R1())
server_key = ec.generate_private_key(ec.SECP256R1())
authority = certificate(
    "jeton test authority", authority_key, name("jeton test authority"), authority_key,
    [(x509.BasicConstraints(ca=True, path_length=0), True), (usage(key_cert_sign=True, crl_sign=True), True),
     (x509.SubjectKeyIdentifier.from_public_key(authority_key.public_key()), False)],
)
server = certificate(
    "127.0.0.1", server_key, authority.subject, authority_key,
    [(x509.BasicConstraints(ca=False, path_length=None), True), (usage(digital_signature=True), True),
     (x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), False),
     (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), False),
     (x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key()), False)],
)
pem = serialization.Encoding.PEM
write("ca.pem", authority.public_bytes(pem))
write("server.pem", server.public_bytes(pem))
write("server.key", server_key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()))
