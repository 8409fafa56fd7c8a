using System.Security.Cryptography;
using System.Text;
using JobInterview.Grains.Sessions;
using JobInterview.Tenants;

namespace JobInterview.Api.Room;

/// <summary>What the candidate agreed to, to keep: one receipt per purpose and choice (the shape of ISO/IEC TS 27560).</summary>
public sealed record ConsentReceipts(string Controller, string PlanTitle, ConsentReceipt[] Receipts)
{
    /// <summary>How many times the usual time the candidate was given: theirs to know, and in nothing that the company reads of them.</summary>
    public decimal TimeFactor { get; init; } = 1;

    public static ConsentReceipts Of(SessionRecord record) => new(record.Terms.Company, record.Terms.PlanTitle,
    [
        .. from consent in record.Consents
           from choice in consent.Given.Purposes
           select new ConsentReceipt(
               IdOf(consent.Given, choice), consent.Seq, choice.Purpose, choice.Granted, ConsentNotice.IsRequired(choice.Purpose),
               consent.Given.NoticeVersion, consent.At, record.Terms.Language),
    ]);

    // One event holds the choices that were made together; each has a name of its own that is the same at every reading.
    private static string IdOf(ConsentGiven given, PurposeChoice choice) =>
        RandomId.Format(new Guid(SHA256.HashData([.. given.ReceiptId.ToByteArray(), .. Encoding.UTF8.GetBytes(choice.Purpose)]).AsSpan(0, 16)));
}

/// <summary>One choice on one purpose; <see cref="Seq"/> is the session's own number for it.</summary>
public sealed record ConsentReceipt(
    string ReceiptId, long Seq, string Purpose, bool Granted, bool Required, string NoticeVersion, DateTimeOffset At, string Language);
