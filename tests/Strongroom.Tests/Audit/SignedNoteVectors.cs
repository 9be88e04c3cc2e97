using System.Text;
using System.Text.Json;
using Strongroom.Audit;
using Strongroom.Tests.Vectors;
using Xunit.Abstractions;

namespace Strongroom.Tests.Audit;

/// <summary>Signed notes of other people: C2SP and Go's sumdb.</summary>
public sealed class SignedNoteVectors(ITestOutputHelper output)
{
    [VectorFact]
    public void Verifies_signed_notes_and_refuses_them_altered() =>
        VectorFiles.RunJson("tlog", "signed-notes*.json", output, root =>
        {
            foreach (JsonElement item in root.EnumerateArray())
            {
                string vkey = item.GetProperty("verifierKey").GetString()!;
                NoteKey.TryParse(vkey, out NoteKey? key, out _).ShouldBeTrue();
                key.ToString().ShouldBe(vkey);
                byte[] bytes = Encoding.UTF8.GetBytes(TextOf(item));
                SignedNote.TryParse(bytes, out SignedNote? note, out _).ShouldBeTrue();
                note.Check(key, out _).ShouldBeNull();
                note.ToBytes().ShouldBe(bytes);
                SignedNote altered = note with { Text = "x" + note.Text };
                altered.Check(key, out _)!.Code.ShouldBe(AuditRefusal.SignatureInvalid);
            }

            return root.GetArrayLength();
        });

    private static string TextOf(JsonElement item)
    {
        if (item.TryGetProperty("note", out JsonElement note)) return note.GetString()!;
        string line = item.GetProperty("signatureLine").GetString()!.TrimEnd('\n');
        return $"{item.GetProperty("text").GetString()}\n{line}\n";
    }
}
