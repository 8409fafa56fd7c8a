namespace JobInterview.Grains.Tenants;

/// <summary>What a person is in a company.</summary>
[GenerateSerializer]
public enum MemberRole { Owner, Admin, Recruiter, HiringManager, Reviewer, Auditor }
