using JobInterview.Grains.Sessions;
using JobInterview.Tenants;

namespace JobInterview.Api.Room;

/// <summary>What the candidate agreed to, to keep: one receipt per purpose and choice (the shape of ISO/IEC TS 27560).</summary>
public sealed record ConsentReceipts(string Controller, string PlanTitle, ConsentReceipt[] Receipts)
{
    public static ConsentReceipts Of(SessionRecord record) => new(record.Terms.Company, record.Terms.PlanTitle,
    [
        .. from consent in record.Consents
           from choice in consent.Given.Purposes
           select new ConsentReceipt(
               RandomId.Format(consent.Given.ReceiptId), consent.Seq, choice.Purpose, choice.Granted, ConsentNotice.IsRequired(choice.Purpose),
               consent.Given.NoticeVersion, consent.At, record.Terms.Language),
    ]);
}

/// <summary>One choice on one purpose; <see cref="Seq"/> is the session's own number for it.</summary>
public sealed record ConsentReceipt(
    string ReceiptId, long Seq, string Purpose, bool Granted, bool Required, string NoticeVersion, DateTimeOffset At, string Language);
