namespace Strongroom.Tests.Ceremonies;

/// <summary>A fact that needs weasyprint: skipped where it is not installed, failing in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PdfFactAttribute : FactAttribute
{
    public PdfFactAttribute()
    {
        if (RecordTests.Pdf.Length == 0 && !Repository.IsCi) Skip = "no weasyprint: records cannot be made a PDF";
    }
}
