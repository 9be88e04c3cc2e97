namespace Strongroom.Activation;

/// <summary>The refusal codes of activation: terms, and shares given to a Signer.</summary>
public static class ActivationRefusal
{
    public const string UnknownSchema = "activation.unknown-schema";
    public const string Threshold = "activation.threshold";
    public const string CustodianTwice = "activation.custodian-twice";
    public const string OtherInstitution = "activation.other-institution";
    public const string NotACustodian = "activation.not-a-custodian";
    public const string BadSignature = "activation.bad-signature";
    public const string ShareUnreadable = "activation.share-unreadable";
    public const string ShareDiffers = "activation.share-differs";
    public const string GivenAlready = "activation.given-already";
    public const string SharesWrong = "activation.shares-wrong";
    public const string Done = "activation.done";
}
