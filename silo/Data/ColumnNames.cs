using System.Text;

namespace JobInterview.Silo.Data;

/// <summary>Columns are written as SQL writes them: <c>created_at</c>; the tenant's column is <c>tenant</c>.</summary>
internal static class ColumnNames
{
    public static string Of(string property)
    {
        if (property == nameof(ITenantRow.TenantId))
        {
            return "tenant";
        }

        var name = new StringBuilder(property.Length + 4);
        foreach (var letter in property)
        {
            if (char.IsUpper(letter) && name.Length > 0)
            {
                name.Append('_');
            }

            name.Append(char.ToLowerInvariant(letter));
        }

        return name.ToString();
    }
}
