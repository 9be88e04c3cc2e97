using Strongroom.Ceremonies;

namespace Strongroom.Cli.Ceremonies;

/// <summary>How the record looks: A4, with page numbers and the transcript's hash at the foot.</summary>
internal static class RecordStyle
{
    private const string Rules = """
        body{font:10.5pt/1.35 "DejaVu Serif",serif;max-width:48em;margin:2em auto}
        h1{font-size:17pt;margin:0 0 .4em}h2{font-size:12.5pt;margin:1.4em 0 .4em;break-after:avoid}
        table{border-collapse:collapse;width:100%}tr{break-inside:avoid}
        td,th{border:.5pt solid #888;padding:.3em .45em;text-align:left;vertical-align:top}
        td,th{overflow-wrap:break-word}
        th{font-weight:bold;background:#eee}.plan th{width:11em}
        .plan td,code,.chain{font:8.5pt/1.3 "DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
        .people td:nth-child(4){width:40%}
        .steps td:nth-child(1){width:5.6em}.steps td:nth-child(2){width:8.5em}
        td p{margin:0 0 .2em}.fact b{font-size:8.5pt;font-weight:normal;color:#444}
        .chain{font-size:7.5pt;color:#666;margin:.3em 0 0}
        .signatures{break-inside:avoid}.signatures td{height:3.4em}.signatures td:nth-child(3){width:46%}
        @media print{body{margin:0;max-width:none}}
        """;

    internal static string Of(Transcript transcript) => $$"""
        {{Rules}}
        @page{size:A4;margin:1.8cm 1.8cm 2cm;
        @bottom-left{content:"{{transcript.Hash}}";font:7pt "DejaVu Sans Mono",monospace;width:80%}
        @bottom-right{content:counter(page) " of " counter(pages);font:8pt "DejaVu Serif",serif} }
        """;
}
