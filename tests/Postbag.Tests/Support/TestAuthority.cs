using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Postbag.Tests.Support;

/// <summary>A certificate authority of the test run's own, believed by nobody who isn't told.</summary>
public sealed class TestAuthority
{
    private readonly X509Certificate2 authority;

    private TestAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Invented Authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        authority = request.CreateSelfSigned(Start, End);
    }

    /// <summary>One for the run.</summary>
    public static TestAuthority Shared { get; } = new();

    private static DateTimeOffset Start => TimeProvider.System.GetUtcNow().AddDays(-2);

    private static DateTimeOffset End => TimeProvider.System.GetUtcNow().AddDays(30);

    public X509Certificate2 Certificate => X509CertificateLoader.LoadCertificate(authority.RawData);

    /// <summary>A file with the authority's certificate, for whoever is to believe it.</summary>
    public string File()
    {
        var path = Path.Combine(TestPlace.NewFolder(), "authority.pem");
        System.IO.File.WriteAllText(path, authority.ExportCertificatePem());
        return path;
    }

    /// <param name="name">Whom it is for.</param>
    /// <param name="hasRunOut">Whether it was valid until yesterday only.</param>
    public X509Certificate2 Issue(string name, bool hasRunOut = false)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (IPAddress.TryParse(name, out var address)) names.AddIpAddress(address);
        else names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new("1.3.6.1.5.5.7.3.1")], false));
        var until = hasRunOut ? TimeProvider.System.GetUtcNow().AddDays(-1) : End.AddDays(-1);
        using var certificate = request.Create(authority, Start, until, RandomNumberGenerator.GetBytes(8));
        using var withKey = certificate.CopyWithPrivateKey(key);
        // Through a file's form: a key that lives in memory only can't serve everywhere.
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pfx), null);
    }

    /// <summary>A certificate and its key as files.</summary>
    public (string Certificate, string Key) IssueFiles(string name, string folder)
    {
        using var issued = Issue(name);
        var (certificate, key) = (Path.Combine(folder, "server.pem"), Path.Combine(folder, "server.key"));
        System.IO.File.WriteAllText(certificate, issued.ExportCertificatePem());
        System.IO.File.WriteAllText(key, issued.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        return (certificate, key);
    }
}
